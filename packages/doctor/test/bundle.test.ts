import type { Host } from '@cowork-mdm/machine'
import { fromBuffer, type Entry } from 'yauzl'
import { describe, expect, it } from 'vitest'
import {
  htmlReport,
  intuneDetection,
  jamfExtensionAttribute,
  osqueryJson,
  runDoctor,
  supportBundle,
} from '../src/index.js'
import { openScenario } from './support/open-scenario.js'

const MANAGED = '/etc/claude-desktop/managed-settings.json'

/** What nobody may find anywhere. Each stands in another place. */
const PLANTED = {
  key: 'sk-planted-gateway-key-1',
  bearer: 'planted-bearer-2',
  header: 'planted-header-3',
  environment: 'planted-environment-4',
  mcpHeader: 'planted-mcp-header-5',
  url: 'planted-url-password-6',
  unknownSecret: 'planted-unknown-password-7',
  unknownPlain: 'planted-unknown-note-8',
  unknownNested: 'planted-unknown-nested-9',
  invalid: 'planted-in-a-boolean-10',
  variable: 'planted-variable-11',
  helper: 'planted-helper-output-12',
  argument: 'planted-argument-13',
  aws: 'planted-aws-secret-14',
  session: 'planted-session-15',
  local: 'planted-local-key-16',
  proxy: 'planted-proxy-password-17',
  earlier: 'planted-earlier-18',
  oidc: 'planted-client-secret-19',
  profile: 'planted-aws-profile-20',
}
const PERSON = 'annabel.plantedname'

async function machine(): Promise<Host> {
  const { host } = await openScenario('linux-healthy')
  const home = `/home/${PERSON}`
  const values = {
    inferenceProvider: 'gateway',
    inferenceGatewayBaseUrl: `https://user:${PLANTED.url}@gateway.example.com`,
    inferenceGatewayApiKey: PLANTED.key,
    inferenceBedrockBearerToken: PLANTED.bearer,
    inferenceBedrockProfile: PLANTED.profile,
    inferenceVertexOAuthClientSecret: PLANTED.oidc,
    inferenceCustomHeaders: { 'X-Team': PLANTED.header },
    inferenceGatewayHeaders: [`Authorization: Bearer ${PLANTED.earlier}`],
    managedMcpServers: [
      {
        name: 'files',
        command: '/usr/bin/files',
        args: ['--token', PLANTED.argument],
        env: { TOKEN: PLANTED.environment },
      },
      { name: 'wiki', url: 'https://wiki.example.com/mcp', headers: { Authorization: `Bearer ${PLANTED.mcpHeader}` } },
    ],
    companyPassword: PLANTED.unknownSecret,
    corpNote: PLANTED.unknownPlain,
    corpSettings: { note: [PLANTED.unknownNested] },
    coworkTabEnabled: PLANTED.invalid,
    inferenceCredentialHelper: '/usr/local/bin/credential-helper',
  }
  await host.write(MANAGED, JSON.stringify(values), { mode: 0o644, owner: { uid: 0, gid: 0 } })
  await host.write(`${home}/.aws/credentials`, `[other]\naws_secret_access_key = ${PLANTED.aws}\n`).catch(async () => {
    await host.makeFolder(`${home}/.aws`)
    await host.write(`${home}/.aws/credentials`, `[other]\naws_secret_access_key = ${PLANTED.aws}\n`)
  })
  const library = `${home}/.config/Claude-3p/configLibrary`
  const id = '0b7c3a52-3a44-4c12-9f0e-5d1f2a3b4c5d'
  await host.makeFolder(library)
  await host.write(`${library}/_meta.json`, JSON.stringify({ appliedId: id, entries: [{ id, name: 'Mine' }] }))
  await host.write(`${library}/${id}.json`, JSON.stringify({ inferenceAnthropicApiKey: PLANTED.local }))
  const session = `${home}/.config/Claude-3p/local-agent-mode-sessions/account/workspace`
  await host.makeFolder(session)
  await host.write(`${session}/cowork_settings.json`, `{ "systemPrompt": "${PLANTED.session}`)
  return {
    ...host,
    env: {
      ...host.env,
      HOME: home,
      ANTHROPIC_API_KEY: PLANTED.variable,
      https_proxy: `http://proxy:${PLANTED.proxy}@proxy.example.com:8080`,
    },
    users: async () => await Promise.resolve([{ name: PERSON, home, uid: 1000, gid: 1000 }]),
    run: async (command, args, options) =>
      command.endsWith('credential-helper')
        ? { exitCode: 0, stdout: Buffer.from(`${PLANTED.helper}\nmore`), stderr: Buffer.from(PLANTED.helper) }
        : await host.run(command, args, options),
    connect: async () =>
      await Promise.resolve({ ok: false, stage: 'proxy', code: 'HTTP-407', reason: 'the proxy asks for credentials' }),
  }
}

async function unzip(bytes: Buffer): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  await new Promise<void>((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error)
      zip.on('end', resolve).on('error', reject)
      zip.on('entry', (entry: Entry) => {
        zip.openReadStream(entry, (problem, stream) => {
          if (problem) return reject(problem)
          const chunks: Buffer[] = []
          stream
            .on('data', (chunk: Buffer) => chunks.push(chunk))
            .on('end', () => {
              files[entry.fileName] = Buffer.concat(chunks).toString()
              zip.readEntry()
            })
        })
      })
      zip.readEntry()
    })
  })
  return files
}

/** A text as itself, and as encodings could hide it. */
function forms(text: string): string[] {
  return [
    text,
    Buffer.from(text).toString('base64').replace(/=+$/, '').slice(0, -1),
    Buffer.from(text).toString('hex'),
    encodeURIComponent(text),
  ]
}

function found(text: string, words: readonly string[]): string[] {
  return words.filter((word) => forms(word).some((form) => text.toLowerCase().includes(form.toLowerCase())))
}

describe('the support archive', () => {
  it('holds none of the secrets that are planted everywhere, and nobody’s name', async () => {
    const host = await machine()
    const diagnosis = await runDoctor(host, { reachNetwork: true, runHelper: true })
    const files = await unzip(await supportBundle(host, diagnosis, { version: '0.0.0' }))
    expect(Object.keys(files)).toEqual([
      'README.txt',
      'results.json',
      'report.json',
      'effective.json',
      'versions.json',
      'paths.json',
    ])
    for (const [name, text] of Object.entries(files))
      expect([name, ...found(text, [...Object.values(PLANTED), PERSON])]).toEqual([name])
    // What is no secret is there: else the test would prove nothing.
    expect(files['effective.json']).toContain('gateway.example.com')
    expect(files['effective.json']).toContain('‹redacted›')
    expect(files['results.json']).toContain('user-1')
    expect(files['results.json']).toContain('companyPassword')
  })

  it('is the same from run to run', async () => {
    const { host } = await openScenario('darwin-bad-values')
    const diagnosis = await runDoctor(host)
    const [one, other] = await Promise.all([1, 2].map(() => supportBundle(host, diagnosis, { version: '0.0.0' })))
    expect(one!.equals(other!)).toBe(true)
  })
})

describe('every report', () => {
  it('holds none of them either', async () => {
    const host = await machine()
    const diagnosis = await runDoctor(host, { reachNetwork: true, runHelper: true })
    const texts = [
      JSON.stringify(diagnosis),
      htmlReport(diagnosis, host.now()),
      intuneDetection(diagnosis).text,
      jamfExtensionAttribute(diagnosis),
      osqueryJson(diagnosis, host.now()),
    ]
    for (const text of texts) expect(found(text, Object.values(PLANTED))).toEqual([])
  })
})
