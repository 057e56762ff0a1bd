import Diagnostics

extension SQLDialect {
  /// Spark 4 with ANSI mode.
  static let spark = SQLDialect(
    name: "spark", fence: "", table: { "DROP TABLE IF EXISTS \($0);\nCREATE TABLE \($0) USING parquet AS\n\($1);" },
    wide: "DECIMAL(38, 0)", word: { "CAST(\($0) AS BIGINT)" },
    quoted: { text in
      // chr() knows but 256 characters there.
      let escaped = text.replacing("\\", with: "\\\\").replacing("'", with: "\\'").unicodeScalars.map { scalar in
        guard InvisibleCharacters.contains(scalar) else { return String(scalar) }
        let digits = String(scalar.value, radix: 16)
        return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      }
      return "'" + escaped.joined() + "'"
    }, quotient: { a, b, _ in "((\(a)) div (\(b)))" }, contains: { "contains(\($0), \($1))" },
    length: { text in
      "CAST(char_length(translate(\(text), concat(' ', chr(9), chr(10), chr(11), chr(12), chr(13), '\u{3000}'), '')) AS BIGINT)"
    }, day: { "CAST(datediff(\($0), DATE'0001-01-01') + \(firstDay) AS BIGINT)" },
    scaled: { $1 == 0 ? $0 : "CAST(\($0) * 1\(String(repeating: "0", count: $1)) AS BIGINT)" },
    hasChecks: false,
    types: Types(text: "STRING", any: "STRING", number: { $0 == 0 ? "BIGINT" : "DECIMAL(18, \($0))" }),
    settings: """
      SET spark.sql.ansi.enabled = true;
      \(assert("7 div 2 = 3 AND '' IS NOT NULL AND 'a' <> 'A' AND 'a' <> 'a ' AND LEAST(1, NULL) = 1 AND datediff(DATE'2025-03-01', DATE'2025-02-28') = 1 AND char_length('\u{20000}') = 1", "the engine is not set as rulecheck counts on it"))
      """,
    isPlain: { "\($0) RLIKE '^[\(PlainCharacters.pattern { "\\\\x{\(String($0, radix: 16))}" })]*$'" },
    isFormC: { "NOT \($0) RLIKE '[\\\\p{M}\\\\x{1160}-\\\\x{11FF}\\\\x{F900}-\\\\x{FAFF}\\\\x{2F800}-\\\\x{2FA1F}]'" },
    assertion: { assert($0, $1) },
    load: { table, columns, file in
      """
      CREATE OR REPLACE TEMPORARY VIEW csv_\(table) USING csv
      OPTIONS (path '\(file)', header 'true', multiLine 'true', escape '"', mode 'FAILFAST');
      INSERT INTO \(table)
      SELECT \(columns.map { "CAST(\($0.name) AS \($0.declared))" }.joined(separator: ", "))
      FROM csv_\(table);
      """
    })

  private static func assert(_ condition: String, _ message: String) -> String {
    "SELECT CASE WHEN \(condition) THEN 'ok' ELSE raise_error('\(message)') END AS checked;"
  }
}
