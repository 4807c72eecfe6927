import * as z from 'zod'
import { readJsonFile } from './json-file.js'
import type { Report } from './problems.js'
import type { TreeReader } from './tree-reader.js'

// What the app reads of an entry; everything else is passed over.
const SERVER = z.looseObject({
  type: z.string().optional(),
  url: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  oauth: z.union([z.boolean(), z.looseObject({})], { error: 'true, false or a map' }).optional(),
})
const SERVERS = z.record(z.string(), SERVER)
const FILE = z.union([z.looseObject({ mcpServers: SERVERS }), SERVERS], {
  error: 'a map of servers, with headers as texts',
})

/**
 * Reports what is wrong with the MCP servers in a file: Claude Code's own form has them under `mcpServers`, and both read
 * them without it, too. Claude Desktop takes remote servers only: `type` http or sse, `url`, `headers` and `oauth`. Tells
 * how many there are.
 */
export async function checkServers(tree: TreeReader, file: string, report: Report): Promise<number> {
  const read = await readJsonFile(tree, file, { schema: FILE, report })
  if (!read) return 0
  const wrapped = isServers(read.value['mcpServers'])
  const servers = (wrapped ? read.value['mcpServers'] : read.value) as z.infer<typeof SERVERS>
  const prefix = wrapped ? ['mcpServers'] : []
  for (const [name, { type, url }] of Object.entries(servers)) {
    const at = read.at([...prefix, name])
    if (url === undefined)
      report(
        'server-ignored',
        file,
        `Expected a remote server with url, found ${name} without: the app does not start it.`,
        { at },
      )
    else if (type !== 'http' && type !== 'sse')
      report(
        'server-ignored',
        file,
        `Expected http or sse for the type of ${name}, found ${type === undefined ? 'nothing' : 'something else'}.`,
        { at },
      )
    else if (!isUrl(url))
      report(
        'invalid-value',
        file,
        `Expected an address that begins with https:// for the url of ${name}, found another text.`,
        {
          at: read.at([...prefix, name, 'url']),
          severity: 'warning',
        },
      )
  }
  return Object.keys(servers).length
}

function isServers(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !('url' in value) && !('command' in value)
}

/** Variables, `${HOST}`, are filled in when the plugin is used. */
function isUrl(text: string): boolean {
  if (text.includes('${')) return true
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
