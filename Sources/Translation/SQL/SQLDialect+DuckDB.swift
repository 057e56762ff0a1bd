extension SQLDialect {
  /// DuckDB 1.4 and later.
  static let duckDB = SQLDialect(
    name: "duckdb", fence: "", wide: "HUGEINT", word: { "CAST(\($0) AS BIGINT)" },
    quoted: { SQLText.joined($0) { "'" + $0.replacing("'", with: "''") + "'" } },
    quotient: { a, b, _ in "(\(a)) // (\(b))" },
    contains: { "contains(\($0), \($1))" },
    length: { text in
      "length(translate(\(text), ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(12288), ''))"
    }, day: { "(\($0) - DATE '0001-01-01' + \(firstDay))" },
    scaled: { $1 == 0 ? $0 : "CAST(\($0) * 1\(String(repeating: "0", count: $1)) AS BIGINT)" },
    hasChecks: true,
    types: Types(text: "VARCHAR", any: "VARCHAR", number: { $0 == 0 ? "BIGINT" : "DECIMAL(18, \($0))" }),
    settings: assert(
      "7 // 2 = 3 AND '' IS NOT NULL AND 'a' <> 'A' AND 'a' <> 'a ' AND LEAST(1, NULL) = 1 AND DATE '2025-03-01' - DATE '2025-02-28' = 1 AND length(chr(131072)) = 1",
      "the engine is not set as rulecheck counts on it"),
    isPlain: { "regexp_full_match(\($0), '[\(PlainCharacters.pattern { "\\x{\(String($0, radix: 16))}" })]*')" },
    isFormC: { "nfc_normalize(\($0)) = \($0)" }, assertion: { assert($0, $1) },
    load: { table, columns, file in
      let names = columns.map(\.name).joined(separator: ", ")
      return """
        INSERT INTO \(table) (\(names))
        SELECT \(names)
        FROM read_csv('\(file)', header = true, delim = ',', quote = '"', escape = '"', nullstr = '', all_varchar = true);
        """
    })

  private static func assert(_ condition: String, _ message: String) -> String {
    "SELECT CASE WHEN \(condition) THEN 'ok' ELSE error('\(message)') END AS checked;"
  }
}
