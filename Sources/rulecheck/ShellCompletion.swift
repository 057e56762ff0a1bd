/// Lets a shell complete commands, options and what may stand behind them, from the rows of the commands.
struct ShellCompletion {
  /// A shell that can be told what to complete.
  enum Shell: String, CaseIterable, Sendable { case bash, zsh, fish }

  /// A command with the words that stand behind it.
  private struct Row {
    let names: [String]
    let summary: String
    let options: [any OptionRow]
  }

  private let rows = Command.all.map { command in
    Row(names: command.names.all, summary: command.summary.en, options: command.allOptions)
  }

  /// What the shell has to read, with where it belongs in its first line.
  func script(for shell: Shell) -> String {
    switch shell {
    case .bash: bash
    case .zsh: zsh
    case .fish: fish
    }
  }

  private func words(_ option: any OptionRow) -> [String] { option.words.flatMap(\.all) }

  // MARK: bash

  private var bash: String {
    let cases = rows.map { row in
      "    \(row.names.joined(separator: "|"))) options='\(row.options.flatMap(\.names.all).joined(separator: " "))' ;;"
    }
    let values = distinctOptions { !words($0).isEmpty }.map { option in
      "    \(option.names.all.joined(separator: "|"))) COMPREPLY=($(compgen -W '\(words(option).joined(separator: " "))' -- \"$word\")); return ;;"
    }
    return """
      # rulecheck completion bash > ~/.local/share/bash-completion/completions/rulecheck
      _rulecheck() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options=
        case $before in
      \(values.joined(separator: "\n"))
        esac
        case ${COMP_WORDS[1]} in
      \(cases.joined(separator: "\n"))
          *) options='\(Command.evaluate.allOptions.flatMap(\.names.all).joined(separator: " "))' ;;
        esac
        if [[ $word == -* ]]; then
          COMPREPLY=($(compgen -W "$options" -- "$word"))
        elif [[ $COMP_CWORD == 1 ]]; then
          COMPREPLY=($(compgen -W '\(rows.flatMap(\.names).joined(separator: " "))' -- "$word") $(compgen -f -- "$word"))
        else
          COMPREPLY=($(compgen -f -- "$word"))
        fi
      }
      complete -o filenames -F _rulecheck rulecheck

      """
  }

  /// Options that several commands have alike, once.
  private func distinctOptions(_ isWanted: (any OptionRow) -> Bool) -> [any OptionRow] {
    var found: [any OptionRow] = []
    for option in rows.flatMap(\.options) where isWanted(option) {
      // The command with the most forms has the widest choice of them.
      if let place = found.firstIndex(where: { $0.names == option.names }) {
        if words(option).count > words(found[place]).count { found[place] = option }
      } else {
        found.append(option)
      }
    }
    return found
  }

  // MARK: zsh

  private var zsh: String {
    func quoted(_ text: String) -> String {
      text.replacing("'", with: "'\\''").replacing("[", with: "\\[").replacing("]", with: "\\]").replacing(
        ":", with: "\\:")
    }
    func spec(_ option: any OptionRow) -> [String] {
      option.names.all.map { name in
        let value =
          option.value == nil
          ? "" : words(option).isEmpty ? ":value:_files" : ":value:(\(words(option).joined(separator: " ")))"
        return "      '*\(name)[\(quoted(option.summary.en))]\(value)'"
      }
    }
    let commands = rows.flatMap { row in row.names.map { "    '\($0):\(quoted(row.summary))'" } }
    let cases = rows.map { row in
      "    \(row.names.joined(separator: "|"))) _arguments '*:file:_files' \\\n"
        + row.options.flatMap(spec).joined(separator: " \\\n") + " ;;"
    }
    return """
      #compdef rulecheck
      # rulecheck completion zsh > ~/.zfunc/_rulecheck, where ~/.zfunc is in $fpath
      _rulecheck() {
        local -a commands=(
      \(commands.joined(separator: "\n"))
        )
        if (( CURRENT == 2 )); then
          _describe command commands
          _files
          return
        fi
        local command=$words[2]
        case $command in
      \(cases.joined(separator: "\n"))
          *) _files ;;
        esac
      }
      _rulecheck "$@"

      """
  }

  // MARK: fish

  private var fish: String {
    func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "\\'") + "'" }
    var lines = ["# rulecheck completion fish > ~/.config/fish/completions/rulecheck.fish"]
    for row in rows {
      for name in row.names {
        lines.append("complete -c rulecheck -n __fish_use_subcommand -a \(name) -d \(quoted(row.summary))")
      }
      for option in row.options {
        let value =
          option.value == nil
          ? "" : words(option).isEmpty ? " -r" : " -x -a \(quoted(words(option).joined(separator: " ")))"
        for name in option.names.all {
          lines.append(
            "complete -c rulecheck -n '__fish_seen_subcommand_from \(row.names.joined(separator: " "))' -l \(name.dropFirst(2)) -d \(quoted(option.summary.en))\(value)"
          )
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
