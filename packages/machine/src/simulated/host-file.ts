import * as z from 'zod'
import { CoworkError } from '../cowork-error.js'
import { parseNativePath } from '../paths/native-path.js'

const octal = z.string().regex(/^[0-7]{3,4}$/, { error: 'permission bits such as "0644"' })
const id = z.int().min(0)
const time = z.iso.datetime({ offset: true, error: 'a time such as 2026-10-02T08:00:00Z' })
const port = z.int().min(1).max(65535)

/** Bytes: UTF-8 text, text in another encoding, base64, or a file beside host.json. */
const content = z.union(
  [
    z.string(),
    z.strictObject({ text: z.string(), encoding: z.literal('utf16le') }),
    z.strictObject({ base64: z.base64() }),
    z.strictObject({
      file: z.string().regex(/^(?!\/|.*(?:^|\/)\.\.(?:\/|$))[^\\:\0]+$/, { error: 'a path below the root' }),
    }),
  ],
  { error: 'text, {"text", "encoding": "utf16le"}, {"base64"} or {"file"}' },
)

const user = z.strictObject({
  name: z.string().min(1),
  home: z.string().min(1),
  uid: id.optional(),
  gid: id.optional(),
  sid: z
    .string()
    .regex(/^S-1-[\d-]+$/, { error: 'a SID such as S-1-5-21-…' })
    .optional(),
})

const facts = z.strictObject({
  mode: octal.optional(),
  uid: id.optional(),
  gid: id.optional(),
  modified: time.optional(),
  /** Its access list: on Windows a security descriptor (SDDL), on macOS the lines that `ls -le` adds. */
  list: z.string().optional(),
  /** Makes the place a link with this text, whatever the disk has there. */
  link: z.string().min(1).optional(),
})

const command = z.strictObject({
  /** A bare name stands for every path that ends with it, with or without `.exe`. */
  command: z.string().min(1),
  /** `{name}` stands for any one argument. */
  args: z.array(z.string()),
  exitCode: z.int().min(0).default(0),
  stdout: content.default(''),
  stderr: content.default(''),
  delayMs: z.int().min(0).default(0),
  /** Files that the command writes, by the placeholder of the argument that names them. */
  writes: z.record(z.string(), content).default({}),
})

const tls = z.strictObject({ protocol: z.string(), subject: z.string(), issuer: z.string(), validTo: time })

const connection = z.strictObject({
  name: z.string().min(1),
  port,
  proxy: z.strictObject({ name: z.string().min(1), port }).optional(),
  /** Where it ends; `failure` says that it does not come so far. */
  address: z.string().optional(),
  failure: z
    .strictObject({ stage: z.enum(['resolve', 'connect', 'proxy', 'tls']), code: z.string().min(1) })
    .optional(),
  tls: tls.optional(),
})

const hostFile = z.strictObject({
  platform: z.enum(['darwin', 'win32', 'linux']),
  now: time,
  /** When files were changed of which nothing is told; a day before `now` unless told. */
  modified: time.optional(),
  administrator: z.boolean().default(true),
  env: z.record(z.string(), z.string()).default({}),
  users: z.array(user).default([]),
  files: z.record(z.string(), facts).default({}),
  commands: z.array(command).default([]),
  /** Addresses of names, or the code of the failure to find them. */
  names: z.record(z.string(), z.union([z.array(z.string()), z.string().min(1)])).default({}),
  connections: z.array(connection).default([]),
})

/** What `host.json` tells of a simulated machine beyond its files. */
export type HostFile = z.output<typeof hostFile>
export type RecordedCommand = z.output<typeof command>
export type RecordedContent = z.output<typeof content>
export type RecordedFacts = z.output<typeof facts>

/** @throws CoworkError `bad-host-file`, naming the places of up to five mistakes; `name` is what it calls the file */
export function parseHostFile(text: string, name: string): HostFile {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw badHostFile(name, `JSON, found that ${(cause as Error).message}`)
  }
  const { data, error } = hostFile.safeParse(json)
  if (error)
    throw badHostFile(name, `the facts of a machine, found ${error.issues.slice(0, 5).map(describe).join('; ')}`)
  for (const path of [...Object.keys(data.files), ...data.users.map(({ home }) => home)])
    parseNativePath(data.platform, path)
  const calls = data.commands.map((recorded) => JSON.stringify([recorded.command, ...recorded.args]))
  const twice = calls.find((call, index) => calls.indexOf(call) !== index)
  if (twice !== undefined) throw badHostFile(name, `each command once, found ${twice} twice`)
  return data
}

function describe({ path, message }: z.core.$ZodIssue): string {
  return `${path.length === 0 ? 'the whole' : path.map(String).join(' › ')}: ${message}`
}

export function badHostFile(name: string, problem: string): CoworkError {
  return new CoworkError('bad-host-file', `Cannot use ${name}: expected ${problem}.`, { hint: 'Correct the file.' })
}
