import Diagnostics

/// Why the system would not read or write, as far as a person can do something about it.
public enum FileFailure: Hashable, Sendable {
  case diskFull
  case quotaUsed
  case sizeLimit
  case noPermission
  case readOnly
  case notFound
  case noFolder
  case nameTooLong
  case linksInACircle
  /// Nobody reads what is written.
  case noReader
  case closed
  case deviceError
  /// Neither UTF-8 nor GB18030.
  case noText
  /// In the system's own words.
  case other(String)

  /// A part of a sentence, without a full stop; ``other(_:)`` is the same in both languages.
  public func words(_ language: Language) -> String {
    let zh = language == .zh
    return switch self {
    case .diskFull: zh ? "磁盘已满" : "the disk is full"
    case .quotaUsed: zh ? "空间配额已用完" : "the quota of space is used up"
    case .sizeLimit: zh ? "超过了文件大小的上限" : "the limit for the size of a file is passed"
    case .noPermission: zh ? "没有权限" : "no permission"
    case .readOnly: zh ? "那里只能读" : "the place is read-only"
    case .notFound: zh ? "没有这个位置" : "there is no such place"
    case .noFolder: zh ? "路径中间有一段不是文件夹" : "a part of the path is no folder"
    case .nameTooLong: zh ? "名字太长" : "the name is too long"
    case .linksInACircle: zh ? "链接绕成了圈" : "links lead in a circle"
    case .noReader: zh ? "读的一方已经离开" : "its reader has gone"
    case .closed: zh ? "没有打开" : "it is not open"
    case .deviceError: zh ? "设备出错" : "the device failed"
    case .noText: zh ? "不是 UTF-8 或 GB18030 的文字" : "it is no text in UTF-8 or GB18030"
    case .other(let words): words
    }
  }
}
