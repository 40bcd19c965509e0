#compdef b12track
# b12track: completion for zsh. Written by `b12track completion install zsh`.
_b12track() {
    local found text said
    local -a texts shown
    found=$(b12track complete -- "${(Q@)words[2,CURRENT]}" 2>/dev/null)
    if [[ $? == 10 ]]; then
        _files
        return
    fi
    while IFS=$'\t' read -r text said; do
        [[ -n $text ]] || continue
        texts+=("$text")
        shown+=("$text${said:+  -- $said}")
    done <<< "$found"
    (( $#texts )) && compadd -U -V b12track -l -d shown -a texts
}
if [[ $funcstack[1] == _b12track ]]; then
    _b12track "$@"
else
    compdef _b12track b12track
fi
