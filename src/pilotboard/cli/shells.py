"""The scripts that teach four shells to ask `pilotboard completion answer` (the protocol is in `completion`)."""

from __future__ import annotations

BASH = """\
# pilotboard: for this shell  eval "$(pilotboard completion bash)", for every shell put that line into ~/.bashrc
_pilotboard() {
    local line found=()
    while IFS= read -r line; do found+=("${line%%$'\\t'*}"); done < <(
        pilotboard completion answer -- "${COMP_WORDS[@]:1:COMP_CWORD-1}" "+${COMP_WORDS[COMP_CWORD]}" 2>/dev/null
    )
    if [[ ${found[0]} == ":files" ]]; then
        compopt -o default 2>/dev/null
        COMPREPLY=()
    else
        COMPREPLY=("${found[@]}")
    fi
}
complete -F _pilotboard pilotboard
"""
ZSH = """\
#compdef pilotboard
# pilotboard: for this shell  eval "$(pilotboard completion zsh)", for every shell put that line into ~/.zshrc
_pilotboard() {
    local line; local -a found described
    found=("${(@f)$(pilotboard completion answer -- "${(@)words[2,CURRENT-1]}" "+${words[CURRENT]}" 2>/dev/null)}")
    if [[ $found[1] == ":files" ]]; then _files; return; fi
    for line in $found; do
        if [[ $line == *$'\\t'* ]]; then described+=("${${line%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}")
        else described+=("${line//:/\\\\:}"); fi
    done
    _describe pilotboard described
}
if [[ $funcstack[1] == _pilotboard ]]; then _pilotboard "$@"; else compdef _pilotboard pilotboard; fi
"""
FISH = """\
# pilotboard: pilotboard completion fish > ~/.config/fish/completions/pilotboard.fish
function __pilotboard_complete
    set -l words (commandline -opc)
    set -l last (commandline -ct)
    set -l found (pilotboard completion answer -- $words[2..-1] "+$last" 2>/dev/null)
    if test "$found" = ":files"
        __fish_complete_path "$last"
    else
        printf '%s\\n' $found
    end
end
complete -c pilotboard -f -a '(__pilotboard_complete)'
"""
POWERSHELL = """\
# pilotboard: pilotboard completion powershell | Out-String | Invoke-Expression  (put that line into $PROFILE)
Register-ArgumentCompleter -Native -CommandName pilotboard -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
    if ($wordToComplete -ne '' -and $words.Count -gt 0) { $words = @($words | Select-Object -SkipLast 1) }
    $found = pilotboard completion answer -- @words "+$wordToComplete" 2>$null
    $found | Where-Object { $_ -ne ':files' } | ForEach-Object {
        $value, $means = $_ -split "`t", 2
        if (-not $means) { $means = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $means)
    }
}
"""
SHELLS = {"bash": BASH, "zsh": ZSH, "fish": FISH, "powershell": POWERSHELL}
