import Foundation
import Notices
import TestSupport
import Testing

/// Notices of different make, each with its clauses and what is theirs in the text.
@Suite struct MakeTests {
  /// A notice as it stands in `Tests/Fixtures/notices`: the text, a line `====`, then a line for each piece of a clause:
  /// `address = piece`, in the order of the text, `- ` before clauses that need no rule.
  struct Make: CustomTestStringConvertible {
    struct Piece {
      let address: String
      let needsRule: Bool
      let range: Range<String.Index>
    }

    let name: String
    let text: String
    var pieces: [Piece] = []
    var testDescription: String { name }

    init(_ name: String) throws {
      let whole = try Package.text("Tests/Fixtures/notices/\(name)")
      let halves = whole.components(separatedBy: "====\n")
      (self.name, text) = (name, halves[0])
      var place = text.startIndex
      for line in halves[1].split(separator: "\n") {
        let parts = line.components(separatedBy: " = ")
        let needsRule = !parts[0].hasPrefix("- ")
        let range = try #require(text.range(of: parts[1], range: place..<text.endIndex), "\(name): \(line)")
        let address = needsRule ? parts[0] : String(parts[0].dropFirst(2))
        pieces.append(Piece(address: address, needsRule: needsRule, range: range))
        place = range.upperBound
      }
    }

    var addresses: [String] {
      var seen: [String] = []
      for piece in pieces where !seen.contains(piece.address) { seen.append(piece.address) }
      return seen
    }

    /// A rule for each clause, with the wording that this text has.
    func rules() -> [Coverage.Rule] {
      let notice = Notice(text)
      return addresses.map {
        Coverage.Rule(
          name: $0, citation: $0, needsCitation: true, recorded: (notice.wording(of: $0) ?? "", wording: nil))
      }
    }

    func coverage(of text: String, _ rules: [Coverage.Rule]) -> Coverage {
      Coverage(Notice(text), rules, digest: { $0 }, nearest: { _, _ in nil })
    }
  }

  static let makes: [String] = [
    "01-articles.txt", "02-late-start.txt", "03-annex-titles.txt", "04-restarting.txt", "05-numerals.txt",
    "06-ordinal-column.txt", "07-box.txt", "08-markdown.md", "09-grid-and-spaces.txt", "10-decimals.txt", "11-deep.txt",
    "12-heading-rows.txt", "13-two-levels.txt", "14-scanned.txt", "15-two-tables.txt", "16-tabbed-numbers.txt",
    "17-single-spaces.txt",
  ]

  @Test(arguments: makes) func clausesAreRecognised(_ name: String) throws {
    let make = try Make(name)
    let clauses = Notice(make.text).clauses
    #expect(Set(clauses.map(\.address.text)).count == clauses.count)
    #expect(clauses.map(\.address.text).sorted() == make.addresses.sorted())
    #expect(
      clauses.filter { !$0.needsRule }.map(\.address.text).sorted()
        == Set(make.pieces.filter { !$0.needsRule }.map(\.address)).sorted())
  }

  @Test(arguments: makes) func unchangedNoticesAreCurrent(_ name: String) throws {
    let make = try Make(name)
    let coverage = make.coverage(of: make.text, make.rules())
    #expect(coverage.isComplete, "\(coverage.nowhere.map(\.text)) \(coverage.uncited.map(\.address.text))")
  }

  /// Every sign of every piece changed: that clause is stale and no other.
  @Test(arguments: makes) func editsAreFound(_ name: String) throws {
    let make = try Make(name)
    let rules = make.rules()
    for piece in make.pieces {
      for place in make.text[piece.range].indices where make.text[place].isLetter || make.text[place].isNumber {
        var text = make.text
        let old = text[place]
        let new = old.wholeNumberValue.flatMap { old.isASCII ? String(($0 + 1) % 10) : nil } ?? "改"
        text.replaceSubrange(place...place, with: new)
        let coverage = make.coverage(of: text, rules)
        #expect(
          coverage.stale.map { rules[$0.rule].name } == [piece.address] && coverage.nowhere.isEmpty,
          "\(name): \(make.text[piece.range]), \(old) → \(new): \(coverage.nowhere.map(\.text))")
      }
    }
  }

  /// Notices of every way to number clauses and to draw tables, at random: their clauses, and an edit of each.
  @Test func generatedNotices() throws {
    let count = try #require(
      Int(ProcessInfo.processInfo.environment["RULECHECK_NOTICES"] ?? "40"), "RULECHECK_NOTICES is a number")
    for seed in 0..<UInt64(count) {
      let maker = NoticeMaker(SeededGenerator(seed: seed))
      let notice = Notice(String(maker.text))
      let clauses = notice.clauses
      let expected = Set(maker.pieces.map(\.address))
      #expect(Set(clauses.map(\.address.text)) == expected && clauses.count == expected.count, "seed \(seed)")
      #expect(
        Set(clauses.filter(\.needsRule).map(\.address.text))
          == Set(maker.pieces.filter(\.needsRule).map(\.address)), "seed \(seed)")
      let rules = clauses.map {
        Coverage.Rule(
          name: $0.address.text, citation: $0.address.text, needsCitation: true, recorded: ($0.wording, wording: nil))
      }
      #expect(Coverage(notice, rules, digest: { $0 }, nearest: { _, _ in nil }).isComplete, "seed \(seed)")
      var random = SeededGenerator(seed: seed)
      // With few notices an edit of some pieces of each.
      for piece in count > 40 ? maker.pieces : Array(maker.pieces.shuffled(using: &random).prefix(8)) {
        let places = piece.range.filter { maker.text[$0].isLetter || maker.text[$0].isNumber }
        guard let place = places.randomElement(using: &random) else { continue }
        let old = maker.text[place]
        var text = maker.text
        text[place] = old.wholeNumberValue.flatMap { old.isASCII ? Character(String(($0 + 1) % 10)) : nil } ?? "改"
        let coverage = Coverage(Notice(String(text)), rules, digest: { $0 }, nearest: { _, _ in nil })
        #expect(
          coverage.stale.map { rules[$0.rule].name } == [piece.address] && coverage.nowhere.isEmpty,
          "seed \(seed), \(piece.address): \(old)")
      }
    }
  }
}
