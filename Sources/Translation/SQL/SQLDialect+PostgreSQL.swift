extension SQLDialect {
  /// PostgreSQL 13 and later, and what behaves like it.
  static let postgreSQL = SQLDialect(
    name: "postgresql", fence: "\n  OFFSET 0", wide: "NUMERIC(38, 0)", word: { "CAST(\($0) AS BIGINT)" },
    quoted: { SQLText.joined($0) { "'" + $0.replacing("'", with: "''") + "'" } },
    quotient: { a, b, isWide in isWide ? "div(\(a), \(b))" : "(\(a)) / (\(b))" },
    contains: { "(strpos(\($0), \($1)) > 0)" },
    length: { text in
      "CAST(char_length(translate(\(text), ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(12288), '')) AS BIGINT)"
    }, day: { "CAST(\($0) - DATE '0001-01-01' + \(firstDay) AS BIGINT)" },
    scaled: { $1 == 0 ? $0 : "CAST(\($0) * 1\(String(repeating: "0", count: $1)) AS BIGINT)" },
    hasChecks: true,
    types: Types(text: "TEXT COLLATE \"C\"", any: "TEXT", number: { $0 == 0 ? "BIGINT" : "DECIMAL(18, \($0))" }),
    // Compiling one query of many columns takes minutes.
    settings: "SET jit = off;\n"
      + assert(
        "7 / 2 = 3 AND CAST('' AS TEXT) IS NOT NULL AND 'a' <> 'A' AND 'a' <> 'a ' AND LEAST(1, NULL) = 1 AND DATE '2025-03-01' - DATE '2025-02-28' = 1 AND char_length(chr(131072)) = 1 AND char_length('\\') = 1",
        "the engine is not set as rulecheck counts on it"),
    isPlain: {
      "\($0) ~ '^[\(PlainCharacters.pattern { number in "\\U" + String(repeating: "0", count: 8 - String(number, radix: 16).count) + String(number, radix: 16) })]*$'"
    },
    isFormC: { "\($0) IS NFC NORMALIZED" }, assertion: { assert($0, $1) },
    load: { table, columns, file in
      """
      \\copy \(table) (\(columns.map(\.name).joined(separator: ", "))) FROM '\(file)' WITH (FORMAT csv, HEADER true, NULL '', ENCODING 'UTF8')
      ANALYZE \(table);
      """
    })

  private static func assert(_ condition: String, _ message: String) -> String {
    "DO $$ BEGIN IF NOT (\(condition)) THEN RAISE EXCEPTION '\(message)'; END IF; END $$;"
  }
}
