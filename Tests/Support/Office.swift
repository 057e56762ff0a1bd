import Foundation

/// LibreOffice, where it is installed.
package enum Office {
  package static let program =
    Python.found("soffice")
    ?? ["/usr/bin/soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"]
    .first(where: FileManager.default.isExecutableFile)

  /// Saves files in another form; all of them at once, since it takes long to begin.
  ///
  /// - Parameters:
  ///   - form: an ending, and how it is to be written.
  ///   - filter: how they are to be read.
  ///   - folder: into which it writes; what it has to keep for itself lies beside it.
  package static func save(_ paths: [String], as form: String, reading filter: String? = nil, into folder: String)
    throws
  {
    guard let program else { throw Python.Failure(description: "no LibreOffice") }
    _ = try Python.run(
      program: program,
      ["-env:UserInstallation=file://" + folder + ".profile", "--headless"]
        + (filter.map { ["--infilter=" + $0] } ?? [])
        + ["--convert-to", form, "--outdir", folder] + paths)
  }
}
