import Diagnostics
import Sheets

/// What can be wrong with a file.
public enum FileProblem: Problem, Error, Equatable {
  /// What a path can lead to beside files and folders.
  public enum Special: Sendable { case device, pipe, socket }

  /// The two streams to which a run writes.
  public enum Stream: Sendable { case output, errors }

  case notFound(String)
  case unreadable(String, FileFailure)
  case unwritable(String, FileFailure)
  /// And what is there instead.
  case noSheets(String, [PassedOver])
  case isFolder(String)
  /// Where a folder is wanted.
  case noFolder(String)
  /// Something from which nothing is read.
  case noInput(String, Special)
  /// Something to which nothing is written.
  case noOutput(String, Special)
  case tooLarge(String, limit: Int)
  /// A result would replace what it was worked out from: the path as given, and as it was read.
  case isInput(String, readAs: String)
  /// A link to a place where there is nothing.
  case danglingLink(String, to: String)
  case streamFailed(Stream, FileFailure)
  /// Given for a notice.
  case noNotice(String, NoticeForm)

  /// One of each, for the golden messages.
  public static let examples: [FileProblem] = [
    .notFound("a.rules"), .unreadable("a.rules", .noPermission), .unwritable("out.json", .readOnly),
    .noSheets("上报", [PassedOver("甲.xls", .spreadsheet)]), .noSheets("旧.rules", [PassedOver("旧.rules", .rules)]),
    .isFolder("rules"), .noFolder("照片.jpg"), .noInput("/dev/zero", .device),
    .noOutput("queue", .pipe),
    .tooLarge("a.csv", limit: 64 << 20), .isInput("./a.csv", readAs: "a.csv"), .danglingLink("out.txt", to: "/gone/x"),
    .streamFailed(.output, .diskFull), .noNotice("通知.docx", .word),
  ]

  /// Codes `F101` to `F114`, all of them errors.
  public var message: Message {
    switch self {
    case .notFound(let path):
      Message(
        "F101",
        zh: Wording("找不到“\(path)”。", remedy: "检查路径和文件名。"),
        en: Wording("There is no file or folder “\(path)”.", remedy: "Check the path and the name."))
    case .unreadable(let path, let failure):
      Message(
        "F102",
        zh: Wording("“\(path)”无法读取：\(failure.words(.zh))。", remedy: "检查权限，或换一个文件。"),
        en: Wording(
          "“\(path)” cannot be read: \(failure.words(.en)).", remedy: "Check its permissions, or use another file."))
    case .unwritable(let path, let failure):
      Message(
        "F103",
        zh: Wording("无法写入“\(path)”：\(failure.words(.zh))。", reason: "原有文件没有改动。", remedy: "换一个位置，或检查权限和空间。"),
        en: Wording(
          "“\(path)” cannot be written: \(failure.words(.en)).", reason: "An existing file has been left as it was.",
          remedy: "Choose another place, or check permissions and space."))
    case .isFolder(let path):
      Message(
        "F105",
        zh: Wording("“\(path)”是文件夹，这里要一个文件。", remedy: "写上文件名。"),
        en: Wording("“\(path)” is a folder; a file is needed here.", remedy: "Add the name of the file."))
    case .noFolder(let path):
      Message(
        "F114",
        zh: Wording("“\(path)”不是文件夹，这里要一个文件夹。", remedy: "写上它所在的文件夹。"),
        en: Wording("“\(path)” is no folder; one is needed here.", remedy: "Name the folder in which it stands."))
    case .noSheets(let path, let others) where others.map(\.reason) == [.rules]:
      Message(
        "F113",
        zh: Wording(
          "“\(path)”是规则文件，不能当事实表来读。", remedy: "规则只写一份，放在最前面；要比两份规则，用 rulecheck compare，会话里写 :比较。"),
        en: Wording(
          "“\(path)” is a rules file and cannot be read as a fact sheet.",
          remedy:
            "One rules file stands first; to hold two against one another, use rulecheck compare, or :compare in a conversation."
        ))
    case .noSheets(let path, let others):
      Message(
        "F104",
        zh: Wording(
          "“\(path)”里没有事实表。", reason: others.isEmpty ? nil : "那里有：\(PassedOver.list(others, .zh))。",
          remedy: "放入 \(SheetForm.list("、", " 或 ")) 文件；空白表可用 rulecheck template 生成。"),
        en: Wording(
          "“\(path)” holds no fact sheets.", reason: others.isEmpty ? nil : "There is \(PassedOver.list(others, .en)).",
          remedy: "Put \(SheetForm.list(", ", " or ")) files there; rulecheck template writes a blank one."))
    case .noInput(let path, let kind):
      Message(
        "F106",
        zh: Wording("“\(path)”是\(kind.words(.zh))，不从那里读。", remedy: "把内容存成文件；标准输入里的内容用 /dev/stdin 读。"),
        en: Wording(
          "“\(path)” is a \(kind.words(.en)); nothing is read from there.",
          remedy: "Save the content as a file; what comes on standard input is read as /dev/stdin."))
    case .noOutput(let path, let kind):
      Message(
        "F107",
        zh: Wording("“\(path)”是\(kind.words(.zh))，不往那里写。", remedy: "写一个文件名；不写文件名，结果就打印在标准输出。"),
        en: Wording(
          "“\(path)” is a \(kind.words(.en)); nothing is written there.",
          remedy: "Name a file; without one, results are printed on standard output."))
    case .tooLarge(let path, let limit):
      Message(
        "F108",
        zh: Wording("“\(path)”超过 \(limit >> 20) MB，没有读。", remedy: "检查是不是这个文件；是的话分成几份。"),
        en: Wording(
          "“\(path)” has more than \(limit >> 20) MB and is not read.",
          remedy: "Check that it is the right file; if it is, divide it."))
    case .isInput(let path, let other):
      Message(
        "F109",
        zh: Wording(
          "“\(path)”是这次运行读过的\(path == other ? "" : "“\(other)”")，结果不能写在它上面。", reason: "文件没有改动。", remedy: "换一个文件名。"),
        en: Wording(
          "“\(path)” is \(path == other ? "what this run has read" : "“\(other)”, which this run has read"); the result cannot replace it.",
          reason: "The file has been left as it was.", remedy: "Use another name."))
    case .danglingLink(let path, let target):
      Message(
        "F110",
        zh: Wording("“\(path)”是链接，指向“\(target)”，而那里什么也没有，所以没有写。", remedy: "直接写目标的路径，或先删掉这个链接。"),
        en: Wording(
          "“\(path)” is a link to “\(target)”, where there is nothing, so nothing was written.",
          remedy: "Name the target itself, or remove the link first."))
    case .streamFailed(.output, let failure):
      Message(
        "F111",
        zh: Wording(
          "标准输出写不下去：\(failure.words(.zh))。", reason: "要说的话没有说完。", remedy: "结果可以用 --output 写入文件。"),
        en: Wording(
          "Standard output cannot be written: \(failure.words(.en)).",
          reason: "What there was to say is not complete.", remedy: "--output writes the result to a file."))
    case .streamFailed(.errors, let failure):
      Message(
        "F111",
        zh: Wording("标准错误写不下去：\(failure.words(.zh))。", reason: "要说的话没有说完。", remedy: "把标准错误接到终端或文件。"),
        en: Wording(
          "Standard error cannot be written: \(failure.words(.en)).",
          reason: "What there was to say is not complete.", remedy: "Let standard error go to a terminal or a file."))
    case .noNotice(let path, let form):
      Message(
        "F112",
        zh: Wording("“\(path)”\(form.words(.zh))，不能当通知来读。", remedy: form.remedy(.zh)),
        en: Wording("“\(path)” \(form.words(.en)) and cannot be read as a notice.", remedy: form.remedy(.en)))
    }
  }
}

extension FileProblem.Special {
  fileprivate func words(_ language: Language) -> String {
    let zh = language == .zh
    return switch self {
    case .device: zh ? "设备" : "device"
    case .pipe: zh ? "管道" : "named pipe"
    case .socket: zh ? "套接字" : "socket"
    }
  }
}
