# b12track: completion for fish. Written by `b12track completion install fish`.
function __b12track_fits
    set -l words (commandline -opc)
    b12track complete -- $words[2..-1] (commandline -ct | string collect --allow-empty) 2>/dev/null
end
complete -c b12track -f -a '(__b12track_fits)'
complete -c b12track -n '__fish_seen_subcommand_from import export backup restore' -F
