import Syntax

extension Phrasing {
  private static let ends = #"(?=[\s,;:)\]}(]|$)"#

  /// English comparisons and connections, whatever their case.
  static let englishWords: [Row] = [
    (#"\b(?:no limit|without limit|no maximum)"# + ends, "unlimited"),
    (
      #"\s+(?:is\s+|are\s+|must be\s+)?(?:greater than or equal to|greater or equal(?: to)?|equal or above|equal to or above|no less than|not less than|not lower than|not under|no lower than|not below|not smaller than|is_at_least|at least|at-least|atleast|notbelow|not-below|>= =|>=)\s+"#,
      " >= "
    ),
    (
      #"\s+(?:is\s+|must be\s+)?(?:less than or equal to|less or equal(?: to)?|no greater than|not greater than|not more than|no higher than|not above|not over|at most|at-most|atmost|up to at most)\s+"#,
      " <= "
    ),
    (#"\s+(?:is\s+)?(?:strictly greater than|bigger than|higher than|over)\s+"#, " > "),
    (#"\s+(?:is\s+)?(?:strictly less than|smaller than|lower than|under)\s+"#, " < "),
    (#"\s+(?:is not equal to|not equal to|is not|isn't|does not equal|unequal to)\s+"#, " != "),
    (#"\s+(?:is equal to|equal to|equals to)\s+"#, " = "),
    (#"\s+(?:is\s+)?(?:one of|among|within|in one of|is one of|∈)\s+(?=[{(])"#, " in "), (#"\s+is in\s+"#, " in "),
    (#"\s+∈\s+"#, " in "),
    (#"\s*(?:,\s*)?\b(?:AND|And|as well as|and also|plus|while also)\b\s+"#, " and "), (#"\s+且\s+"#, " and "),
    (#"\s*(?:&)\s*"#, " and "), (#"\s+或\s+"#, " or "), (#"\s*\|\s+"#, " or "),
    (#"\s+(?:OR|Or|or else|or either)\s+"#, " or "),
    (
      #"\s+(?:When|WHEN|whenever|provided that|provided|in case|given that|as long as|where|if|only if)\s+(?=\S)"#,
      " when "
    ),
    (#"=\s*(?:true|True|TRUE|y|Y)"# + ends, "= yes"), (#"=\s*(?:false|False|FALSE|n|N)"# + ends, "= no"),
    (
      #"(given|,)(\s+\S+)\s*=\s*(?:null|NULL|missing|unknown|blank|empty|n/a|N/A|nothing)?\s*(?=$|,)"#,
      "$1$2 = is_missing"
    ),
    (#"(given|,)(\s+\S+)\s+is[ _]missing\s*(?=$|,)"#, "$1$2 = is_missing"),
    (#"([0-9])(points|point|pts?)\b"#, "$1 points"),
    (#"([0-9]\s+)(?:score points|pts?|marks|Points|POINTS)"# + ends, "$1points"),
    (
      #"\b(?:desc|DESC|Descending|decreasing|from high to low|high to low|highest first|high-to-low)"# + ends,
      "descending"
    ), (#"\b(?:asc|ASC|Ascending|increasing|from low to high|low to high|lowest first)"# + ends, "ascending"),
    (#"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})"#, "$1-$2-$3"),
  ]

  private static let englishSynonyms: [(keyword: Keyword, words: String)] = [
    (.score, "scores|scored|Score|gets|award|awards|points|gives|worth|mark"),
    (.otherwise, "otherwise|others|Otherwise|Else|ELSE|or else|elsewhere|default|else:|rest"),
    (.condition, "conditions|conditon|Condition|requires|requirement|require|cond|must|need"),
    (.given, "givn|Given|with|assume|assuming|suppose"), (.expect, "expects|expected|Expect|then|result"),
    (.like, "Like|same as|as|based on"), (.row, "rows|Row|case|line"),
    (.floor, "floors|Floor|minimum|min|at least|lower limit"), (.cap, "Cap|caps|maximum|max|upper limit|at most"),
    (.note, "notes|Note|remark|comment"),
    (.source, "Source|ref|reference"), (.total, "Total|totals"), (.subtract, "deduct|minus|take off|Subtract"),
    (.add, "plus|Add|adds"), (.table, "Table|lookup"),
  ]

  private static let englishOpenings: [(kind: ClauseKind, words: String)] = [
    (.item, "items|Item|criterion|indicator|metric|itm|check"), (.fact, "facts|Fact|field|data|input|variable|fct"),
    (.category, "categories|Category|categroy|catgory|group|section"),
    (.grade, "grades|Grade|level|rating|band"), (.bonus, "bonuses|Bonus|extra"),
    (.definition, "def|let|Define|defines|definition"),
    (.ranking, "rank by|ranking by|order by|rank|sort by|sort|Ranking"),
    (.parameter, "param|params|constant|Parameter|const|threshold"), (.example, "Example|test|sample|eg|examples"),
    (.subject, "subjects|Subject|entity"), (.gate, "gates|Gate|rule"), (.section, "heading|Section"),
    (.selection, "select|selected|Selection"), (.standard, "Standard|standards"),
    (.adjustment, "adjust|Adjustment|adjustments"), (.group, "Group|subgroup"),
  ]

  /// What else the clauses and fields are called.
  static var englishKeywords: [Row] {
    let openings = englishOpenings.map { row -> Row in
      (#"^(\s*)(?:"# + row.words + #")\s*:?\s+(?=\S)"#, "$1\(row.kind.english) ")
    }
    let fields = englishSynonyms.map { row -> Row in
      (#"^(\s*)(?:"# + row.words + #")\s*:?\s+(?=\S)"#, "$1\(row.keyword.english) ")
    }
    let starts: [Row] = [(#"^(\s*[a-z_]+)\s*:\s*"#, "$1 "), (#"^(\s*)[\-*•]+\s*(?=[a-z])"#, "$1")]
    return openings + fields + starts
  }

  /// Whole lines of English files.
  static let englishLines: [Row] = [
    (#"\bbetween\s+(\S+(?:\s+[a-z]+)?)\s+and\s+(\S+(?:\s+[a-z]+)?)"#, "in [$1, $2]"), (#"(\S)\s+is\s+(?=\S)"#, "$1 = "),
    (#"^(fact\s+\S+)\s*(?::|as|is|of type)\s*(?=[a-z])"#, "$1 "),
    (
      #"^(fact\s+\S+)\s+(?:choices of|choice of|options|enum|select|one of|choise|Choice|choices)\s*(?=[({\[])"#,
      "$1 choice"
    ),
    (#"^(fact\s+\S+)\s+(?:string|str|txt|Text|words)"# + ends, "$1 text"),
    (#"^(fact\s+\S+)\s+(?:int|whole number|Integer|integers)"# + ends, "$1 integer"),
    (#"^(fact\s+\S+)\s+(?:boolean|bool|yes/no|yes no|yesno|flag|y/n|true/false)"# + ends, "$1 yes_no"),
    (#"^(fact\s+\S+)\s+(?:percent|pct|%)"# + ends, "$1 percentage"),
    (#"^fact\s+(text|yes_no|date|percentage|integer\s+\w+)\s+(\w+)"#, "fact $2 $1"),
    (#"(choices?)\s*[\[{]([^\]}]*)[\]}]"#, "$1($2)"), (#"(choices?)\s+([a-z_]+(?:,\s*[a-z_]+)+)"#, "$1($2)"),
    (#"(choices?\([^()|;/]*?)\s*[|;/]\s*"#, "$1, "),
    (#"^(\w+\s+(?:choice|choices|text|yes_no|integer|number|percentage|date|records)\b.*)$"#, "fact $1"),
    (#"^(\s*)(-?\s*[0-9.]+\s*points\b.*)$"#, "$1score $2"),
    (#"^(\s*)(\S+\s*=.*)$"#, "$1given $2"), (#"^(\s*)([{R}(].*)$"#, "$1condition $2"),
    (#"^(\s*)((?:total|item|category|grade|bonus|gate)\s.*)$"#, "$1expect $2"),
    (#"^(\s*)((?:not\s|[a-z_]+\.score\s).*)$"#, "$1condition $2"),
    (#"^(grade\s+\S+(?:\s+{t})?)\s+(?=total|{N})"#, "$1 when "), (#"(\s)for(\s)"#, "$1when$2"),
    (#"(given\s+|,\s*)({N})\s*(?::|\s)\s*(?=[^=\s])"#, "$1$2 = "),
    (#"^(\s*given\s.*?)\s*(?:;|\band\b)\s*(?={N}\s*=)"#, "$1, "), (#"=\s*[“"']([a-z_]+)[”"']"#, "= $1"),
    (#"(=\s*[a-z]+)[ \-]([a-z]+)"#, "$1_$2"),
    (#"^(\s*row\s+[^:]*?)\s*(?:=>|->|=|,|:)\s*(-?\s*[0-9.]+\s*\w*)$"#, "$1: $2"),
    (#"^(\s*(?:item|bonus))\s+{t}\s+(\S+)"#, "$1 $3 $2"),
    (#"^(\s*(?:item|bonus|category|grade)\s+[\w{R}]+)\s*[:.,\-]\s*(?=[“"])"#, "$1 "),
    (#"^(\s*expect\s+total)\s*(?:is|:|=|of)\s*(?=[0-9])"#, "$1 "), (#"(\sin\s+)[(\[]([^\])]*)[\])]"#, "$1{$2}"),
    (#"(\sin\s+)([a-z_]+(?:(?:,| or)\s*[a-z_]+)+)"#, "$1{$2}"), (#"(\{[^}]*?)\s+or\s+"#, "$1, "),
    (#"^(define\s+\S+)\s*(?::|=|is)\s*"#, "$1 as "), (#"(\S)/(?=\S)"#, "$1."),
    (#"^(\s*expect\s+(?:item|bonus|category)\s+[\w{R}]+)\s+(?=[\w{R}]+\s+(?:score|met|unmet))"#, "$1."),
    (#"^(\s*total)\s*:?\s*(?:no limit|infinite|none|Unlimited|without limit|unbounded)$"#, "$1 unlimited"),
    (#"\s*[;.]$"#, ""), (#"^([^(]*\([^()]*)$"#, "$1)"),
    (#"^(\s*condition\s.*?\S)\s*,\s*"#, "$1 and "),
  ]
}
