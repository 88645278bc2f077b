export type Shell = 'bash' | 'zsh' | 'fish';

/**
 * What a shell sources to complete `lakemodel`: it asks the command itself, with the line up to the cursor, and gets one candidate a line, a tab
 * and what it is. Where none comes, files are offered.
 */
export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# lakemodel completion for bash: source <(lakemodel completion bash)
_lakemodel() {
  local line="\${COMP_LINE:0:COMP_POINT}" value description open=1
  # Words end at ":" and "=" for bash: what stands before the last of them is in the line already.
  local current="\${line##*[[:space:]]}" typed="\${COMP_WORDS[COMP_CWORD]}"
  [[ $typed == [:=] ]] && typed=''
  local before="\${current%"$typed"}"
  COMPREPLY=()
  while IFS=$'\\t' read -r value description; do
    COMPREPLY+=("\${value#"$before"}")
    [[ $value == *[:./+,] ]] || open=0
  done < <("$1" completion bash --line "$line" 2>/dev/null)
  [[ $open == 1 && \${#COMPREPLY[@]} -gt 0 ]] && compopt -o nospace
}
complete -o default -o nosort -F _lakemodel lakemodel`,

  zsh: `#compdef lakemodel
# lakemodel completion for zsh: source <(lakemodel completion zsh), after compinit
_lakemodel() {
  local -a whole whole_shown open open_shown
  local value description shown
  local line="\${(j: :)\${(@)words[1,CURRENT-1]}} $PREFIX"
  while IFS=$'\\t' read -r value description; do
    shown="$value"
    [[ -n $description ]] && shown="$value  -- $description"
    if [[ $value == *[:./+,] ]]; then open+=("$value") open_shown+=("$shown")
    else whole+=("$value") whole_shown+=("$shown"); fi
  done < <("\${words[1]}" completion zsh --line "$line" 2>/dev/null)
  if (( \${#whole} + \${#open} == 0 )); then _files; return; fi
  (( \${#whole} )) && compadd -l -V values -d whole_shown -a whole
  (( \${#open} )) && compadd -l -V methods -S '' -d open_shown -a open
}
compdef _lakemodel lakemodel`,

  fish: `# lakemodel completion for fish: lakemodel completion fish | source
function __lakemodel_complete
  set -l found (lakemodel completion fish --line (commandline --current-process --cut-at-cursor | string collect) 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline --current-token)
  end
end
complete --command lakemodel --no-files --keep-order --arguments '(__lakemodel_complete)'`,
};
