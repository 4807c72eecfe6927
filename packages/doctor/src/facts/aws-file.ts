import { CoworkError, type Host } from '@cowork-mdm/machine'

export type AwsFile = { sections: ReadonlyMap<string, Map<string, string>> } | { missing: true } | { problem: string }

/** `config` or `credentials` of the AWS tools: `[section]`, `name = value`, comments; nested lines are passed over. */
export async function readAwsFile(host: Host, path: string): Promise<AwsFile> {
  let text: string
  try {
    text = (await host.read(path, { maxBytes: 1024 * 1024 })).toString()
  } catch (cause) {
    if (!(cause instanceof CoworkError)) throw cause
    return cause.code === 'file-missing' || cause.code === 'not-a-folder'
      ? { missing: true }
      : { problem: cause.message }
  }
  const sections = new Map<string, Map<string, string>>()
  let section: Map<string, string> | undefined
  for (const line of text.split(/\r?\n/)) {
    const [, title] = /^\s*\[\s*([^\]]+?)\s*\]/.exec(line) ?? []
    if (title !== undefined) sections.set(title.replace(/\s+/g, ' '), (section = new Map<string, string>()))
    const [, name, value] = /^([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (name !== undefined) section?.set(name, value!.replace(/\s+[#;].*$/, ''))
  }
  return { sections }
}
