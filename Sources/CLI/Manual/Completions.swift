/// The shells there are completions for.
enum Shell: String, CaseIterable {
    case bash, zsh, fish
}

/// Scripts that complete commands, options and their values, for each shell in its own language.
enum Completions {
    static func script(for shell: Shell) -> String {
        switch shell {
        case .bash: bash
        case .zsh: zsh
        case .fish: fish
        }
    }

    private static var names: [String] { Subcommand.allCases.map(\.rawValue) }
}

// MARK: bash

extension Completions {
    private static var bash: String {
        let values = Subcommand.allCases.flatMap { command in
            command.page.allOptions.compactMap { option in
                option.value.map { value in
                    let patterns = option.names.map { "\(command.rawValue):\($0)" }
                    return "        \(patterns.joined(separator: " | "))) \(bash(value.words)) ;;"
                }
            }
        }
        let options = Subcommand.allCases.map { command in
            let words = command.page.allOptions.flatMap(\.names).joined(separator: " ")
            return "        \(command.rawValue)) _fleetsim_words \(inQuotes(words)) ;;"
        }
        let arguments = Subcommand.allCases.map { command in
            "        \(command.rawValue)) \(bash(command.page.argument)) ;;"
        }
        return """
            # Completions of fleetsim for bash, as ‘fleetsim completions bash’ prints them.

            _fleetsim_words() {
                mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
            }

            # Files with one of these endings, and folders; all files if none is given.
            _fleetsim_files() {
                compopt -o filenames 2>/dev/null
                if (( $# == 0 )); then
                    mapfile -t COMPREPLY < <(compgen -f -- "$current")
                    return
                fi
                local ending
                mapfile -t COMPREPLY < <(
                    compgen -d -- "$current"
                    for ending; do compgen -f -X "!*.$ending" -- "$current"; done
                )
            }

            _fleetsim_folders() {
                compopt -o filenames 2>/dev/null
                mapfile -t COMPREPLY < <(compgen -d -- "$current")
            }

            _fleetsim() {
                local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
                # Bash takes --option=value for three words.
                if [[ $current == = ]]; then
                    current=""
                elif [[ $previous == = ]]; then
                    previous="${COMP_WORDS[COMP_CWORD-2]}"
                fi
                COMPREPLY=()
                if (( COMP_CWORD == 1 )); then
                    _fleetsim_words \(inQuotes((names + ["help", "--version"]).joined(separator: " ")))
                    return
                fi
                local command="${COMP_WORDS[1]}"
                case "$command:$previous" in
                    help:*) _fleetsim_words \(inQuotes(names.joined(separator: " "))); return ;;
            \(values.map { $0.replacing(" ;;", with: "; return ;;") }.joined(separator: "\n"))
                esac
                if [[ $current == -* ]]; then
                    case "$command" in
            \(options.joined(separator: "\n"))
                    esac
                    return
                fi
                case "$command" in
            \(arguments.joined(separator: "\n"))
                esac
            }

            complete -F _fleetsim fleetsim

            """
    }

    private static func bash(_ words: Words) -> String {
        switch words {
        case .none: ":"
        case .files(let endings): (["_fleetsim_files"] + endings).joined(separator: " ")
        case .folders: "_fleetsim_folders"
        case .known(let words): "_fleetsim_words \(inQuotes(words.joined(separator: " ")))"
        }
    }

    private static func inQuotes(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }
}

// MARK: zsh

extension Completions {
    private static var zsh: String {
        let commands = Subcommand.allCases.map {
            "        \(inQuotes("\($0.rawValue):\($0.page.summary)"))"
        }
        let cases = Subcommand.allCases.map { command in
            let page = command.page
            let specs = page.allOptions.flatMap(zsh) + ["'*:argument:\(zsh(page.argument))'"]
            return "        \(command.rawValue))\n            _arguments \\\n"
                + specs.map { "                \($0)" }.joined(separator: " \\\n")
                + "\n            ;;"
        }
        return """
            #compdef fleetsim
            # Completions of fleetsim for zsh, as ‘fleetsim completions zsh’ prints them.

            _fleetsim() {
                local -a commands
                commands=(
            \(commands.joined(separator: "\n"))
                    'help:what a command does'
                )
                if (( CURRENT == 2 )); then
                    _describe 'command' commands
                    return
                fi
                local command="${words[2]}"
                shift words
                (( CURRENT-- ))
                case "$command" in
            \(cases.joined(separator: "\n"))
                    help) _describe 'command' commands ;;
                esac
            }

            if [[ ${funcstack[1]} == _fleetsim ]]; then
                _fleetsim "$@"
            else
                compdef _fleetsim fleetsim
            fi

            """
    }

    private static func zsh(_ option: CommandOption) -> [String] {
        let meaning = option.meaning.replacing("\\", with: "\\\\").replacing("[", with: "\\[")
            .replacing("]", with: "\\]").replacing("'", with: "'\\''")
        return option.names.map { name in
            let star = option.isRepeatable ? "*" : ""
            let value =
                option.value.map {
                    ":\($0.placeholder.replacing(":", with: "\\:")):\(zsh($0.words))"
                } ?? ""
            return "'\(star)\(name)[\(meaning)]\(value)'"
        }
    }

    private static func zsh(_ words: Words) -> String {
        switch words {
        case .none: " "
        case .files(let endings):
            endings.isEmpty ? "_files" : "_files -g \"*.(\(endings.joined(separator: "|")))\""
        case .folders: "_files -/"
        case .known(let words): "(\(words.joined(separator: " ")))"
        }
    }
}

// MARK: fish

extension Completions {
    private static var fish: String {
        let commands = Subcommand.allCases.map { command in
            "complete -c fleetsim -n __fish_use_subcommand -a \(command.rawValue) "
                + "-d \(fishQuoted(command.page.summary))"
        }
        let details = Subcommand.allCases.flatMap { command in
            let condition = "-n '__fish_seen_subcommand_from \(command.rawValue)'"
            let page = command.page
            return page.allOptions.map { option in
                let names = option.names.map { name in
                    name.hasPrefix("--") ? "-l \(name.dropFirst(2))" : "-s \(name.dropFirst())"
                }
                let value = option.value.map { " -r" + fish($0.words) } ?? ""
                return "complete -c fleetsim \(condition) \(names.joined(separator: " "))\(value) "
                    + "-d \(fishQuoted(option.meaning))"
            } + ["complete -c fleetsim \(condition)\(fish(page.argument))"]
        }
        return """
            # Completions of fleetsim for fish, as ‘fleetsim completions fish’ prints them.

            complete -c fleetsim -f
            complete -c fleetsim -n __fish_use_subcommand -a help -d 'what a command does'
            complete -c fleetsim -n '__fish_seen_subcommand_from help' \
            -a \(fishQuoted(names.joined(separator: " ")))
            \((commands + details).joined(separator: "\n"))

            """
    }

    private static func fish(_ words: Words) -> String {
        switch words {
        case .none: " -f"
        case .files(let endings):
            endings.isEmpty
                ? " -F"
                : " -k -a '("
                    + endings.map { "__fish_complete_suffix .\($0)" }
                    .joined(separator: "; ") + ")'"
        case .folders: " -a '(__fish_complete_directories)'"
        case .known(let words): " -f -a \(fishQuoted(words.joined(separator: " ")))"
        }
    }

    private static func fishQuoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}
