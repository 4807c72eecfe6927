/**
 * The command line as it was given, to be run again as administrator. On macOS and Linux variables that the profile may
 * read are kept through sudo by `--preserve-env`, which stands before it.
 */
export function commandLine(argv: readonly string[], { allowEnv = [] }: { allowEnv?: readonly string[] } = {}): string {
  const words = ['cowork-mdm', ...argv.slice(2)].map(quoted)
  const isPosix = process.platform !== 'win32'
  return isPosix && allowEnv.length > 0 ? [`--preserve-env=${allowEnv.join(',')}`, ...words].join(' ') : words.join(' ')
}

/** A word for the shell of this platform. */
function quoted(word: string): string {
  if (/^[\w@%+=:,./\\-]+$/.test(word) && (process.platform === 'win32' || !word.includes('\\'))) return word
  return process.platform === 'win32' ? `"${word.replaceAll('"', '\\"')}"` : `'${word.replaceAll("'", "'\\''")}'`
}
