import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from '@cowork-mdm/test-support/temporary-folder'
import { describe, expect, it } from 'vitest'
import { runCli } from './support/run-cli.js'

const hosts = fileURLToPath(new URL('../../doctor/fixtures/hosts/', import.meta.url))
const examples = fileURLToPath(new URL('../../../examples/fleet-doctor/', import.meta.url))
const bin = fileURLToPath(new URL('../bin/cowork-mdm.js', import.meta.url))

/** A machine in a folder of its own, which may be written in. */
function machine(name: string, change: (host: Record<string, unknown>) => void = () => {}): string {
  const folder = temporaryFolder()
  cpSync(join(hosts, name), folder, { recursive: true })
  const host = JSON.parse(readFileSync(join(folder, 'host.json'), 'utf8')) as Record<string, unknown>
  change(host)
  writeFileSync(join(folder, 'host.json'), JSON.stringify(host))
  return folder
}

/** A program that calls the built command for a machine in a folder. */
function programFor(folder: string): string {
  const program = join(folder, 'cowork-mdm')
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@" --root "${folder}"\n`)
  chmodSync(program, 0o755)
  return program
}

describe('doctor', () => {
  it.each([
    ['darwin-healthy', 0],
    ['win32-log', 0],
    ['linux-junk', 1],
  ])('ends for %s with %i', async (name, exitCode) => {
    const result = await runCli(['doctor', '--root', machine(name), '--json'])
    expect(result).toMatchObject({ exitCode, stderr: '' })
    expect((JSON.parse(result.stdout) as { summary: object }).summary).toBeTruthy()
  })

  it('mends, and says so', async () => {
    const folder = machine('linux-file-writable')
    const { exitCode, stdout } = await runCli(['doctor', '--fix', '--root', folder])
    expect(exitCode).toBe(0)
    expect(stdout).toContain(
      'Mended: Gave /etc/claude-desktop/managed-settings.json to root with mode 0644; it was 0664',
    )
    expect(stdout).toMatch(/, 1 mended\./)
    expect((await runCli(['doctor', '--root', folder])).exitCode).toBe(0)
  })

  it('mends nothing where it could not say so afterwards', async () => {
    const folder = machine('linux-file-writable')
    const bundle = join(folder, 'no-such-folder', 'support.zip')
    expect(await runCli(['doctor', '--fix', '--bundle', bundle, '--root', folder])).toMatchObject({
      exitCode: 2,
      stdout: '',
    })
    const { stdout } = await runCli(['doctor', '--only', 'managed-access', '--root', folder])
    expect(stdout).toContain('1 can be mended with --fix.')
  })

  it('ends when all is said, whatever is still waited for', () => {
    const waits = `data:text/javascript,setInterval(()=>{},1e9)`
    const result = spawnSync(process.execPath, ['--import', waits, bin, 'doctor', '--list'], { timeout: 20_000 })
    expect({ status: result.status, signal: result.signal }).toEqual({ status: 0, signal: null })
  })

  it('asks for an administrator with exit code 3 and the command to run', async () => {
    const folder = machine('linux-file-writable', (host) => (host['administrator'] = false))
    const { exitCode, stdout, stderr } = await runCli(['doctor', '--fix', '--root', folder])
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
    expect(stderr).toContain('managed-access')
    expect(stderr).toContain(`sudo cowork-mdm doctor --fix --root ${folder}`)
  })

  it('writes an archive that only its owner can read', async () => {
    const folder = machine('darwin-bad-values')
    const file = join(folder, 'support.zip')
    const { stderr } = await runCli(['doctor', '--bundle', file, '--root', folder])
    expect(stderr).toBe(`Wrote ${file}: no secrets in it, but read it before you send it.\n`)
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK')
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('writes a page', async () => {
    const { exitCode, stdout } = await runCli(['doctor', '--report', 'html', '--root', machine('darwin-healthy')])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^<!doctype html>/)
  })

  it('takes no argument, and knows its own help', async () => {
    expect((await runCli(['doctor', 'now'])).stderr).toContain(
      'Expected no argument for "cowork-mdm doctor", found "now" too.',
    )
    const helps = await Promise.all(
      [
        ['doctor', '--help'],
        ['help', 'doctor'],
      ].map((args) => runCli(args)),
    )
    expect(helps[0]!.stdout).toContain('Usage: cowork-mdm doctor [options]')
    expect(helps[1]!.stdout).toBe(helps[0]!.stdout)
  })

  it.skipIf(process.platform === 'win32')(
    'stops when it is told to',
    async () => {
      const folder = machine('linux-helper-slow', (host) => {
        host['commands'] = (host['commands'] as { delayMs?: number }[]).map((command) => ({
          ...command,
          delayMs: 30_000,
        }))
      })
      const child = spawn(process.execPath, [bin, 'doctor', '--root', folder], { stdio: 'ignore' })
      const ended = new Promise((resolve) => child.on('exit', resolve))
      await new Promise((resolve) => setTimeout(resolve, 3000))
      child.kill('SIGTERM')
      expect(await ended).toBe(143)
    },
    20_000,
  )
})

describe('examples/fleet-doctor', () => {
  const page = readFileSync(join(examples, '../../docs/deploy/index.md'), 'utf8')

  it.each(readdirSync(examples).filter((name) => /\.(?:sh|ps1)$/.test(name)))(
    '%s: the tool is where pages say',
    (name) => {
      const [place, line] = name.endsWith('.ps1')
        ? [String.raw`C:\Program Files\cowork-mdm\bin\cowork-mdm.exe`, String.raw`'cowork-mdm\bin\cowork-mdm.exe' }`]
        : ['/usr/local/bin/cowork-mdm', '"${COWORK_MDM:-/usr/local/bin/cowork-mdm}"']
      expect(page).toContain(`\`${place}\``)
      expect(readFileSync(join(examples, name), 'utf8')).toContain(line)
    },
  )
})

describe.skipIf(process.platform === 'win32')('examples/fleet-doctor', () => {
  const run = (script: string, env: Record<string, string>) => {
    try {
      return {
        exitCode: 0,
        stdout: execFileSync(join(examples, script), { env: { ...process.env, ...env }, encoding: 'utf8' }),
      }
    } catch (error) {
      const { status, stdout } = error as { status: number; stdout: string }
      return { exitCode: status, stdout }
    }
  }

  it('tells Jamf what is wrong, and ends with 0', () => {
    const found = run('jamf-extension-attribute.sh', { COWORK_MDM: programFor(machine('linux-junk')) })
    expect(found.exitCode).toBe(0)
    expect(found.stdout).toMatch(/^<result>1 error: managed-readable: .*<\/result>\n$/)
    expect(run('jamf-extension-attribute.sh', { COWORK_MDM: '/nowhere' })).toEqual({
      exitCode: 0,
      stdout: '<result>cowork-mdm is not installed</result>\n',
    })
  })

  it.runIf(process.getuid?.() === 0)('has no script run as root what a user could put there', () => {
    const program = programFor(machine('linux-healthy'))
    chownSync(join(program, '..'), 65534, 65534)
    for (const script of ['jamf-extension-attribute.sh', 'intune-detection.sh'])
      expect(run(script, { COWORK_MDM: program }).stdout).toContain('others can change cowork-mdm')
    expect(run('osquery-report.sh', { COWORK_MDM: program, COWORK_MDM_REPORT: join(program, '..') }).exitCode).toBe(1)
  })

  it('tells a console with shell scripts', () => {
    expect(run('intune-detection.sh', { COWORK_MDM: programFor(machine('linux-junk')) }).exitCode).toBe(1)
    expect(run('intune-detection.sh', { COWORK_MDM: programFor(machine('linux-healthy')) }).exitCode).toBe(0)
  })

  it('find what the Debian package installed', () => {
    const [program, copy] = [programFor(machine('linux-junk')), join(temporaryFolder(), 'script.sh')]
    for (const name of ['intune-detection.sh', 'osquery-report.sh']) {
      const text = readFileSync(join(examples, name), 'utf8')
      const placed = text
        .replace('/usr/local/bin/cowork-mdm', '/nowhere/cowork-mdm')
        .replace('/usr/bin/cowork-mdm', program)
      writeFileSync(copy, placed, { mode: 0o755 })
      const reports = temporaryFolder()
      const { stdout } = spawnSync(copy, { env: { ...process.env, COWORK_MDM_REPORT: reports }, encoding: 'utf8' })
      const found = name === 'osquery-report.sh' ? readFileSync(join(reports, 'doctor.json'), 'utf8') : stdout
      expect(found, name).toContain('managed-readable')
    }
  })

  /** The file that is written on a machine with a fault. */
  const reportOfJunk = () => {
    const folder = machine('linux-junk')
    const reports = temporaryFolder()
    expect(run('osquery-report.sh', { COWORK_MDM: programFor(folder), COWORK_MDM_REPORT: reports }).exitCode).toBe(0)
    return join(reports, 'doctor.json')
  }

  it('writes a file that everybody can read', () => {
    expect(statSync(reportOfJunk()).mode & 0o777).toBe(0o644)
  })

  const sqlite = '/usr/bin/sqlite3'
  it.skipIf(!existsSync(sqlite))('writes a file whose queries find what is wrong (with sqlite3)', () => {
    const path = reportOfJunk()
    const { queries } = JSON.parse(readFileSync(join(examples, 'query-pack.json'), 'utf8')) as {
      queries: Record<string, { query: string }>
    }
    const policies = [
      ...readFileSync(join(examples, 'fleet-policies.yml'), 'utf8').matchAll(/query: >-\n((?: {4}.*\n?)+)/g),
    ].map(([, text]) => text!.replace(/\s+/g, ' '))
    const rows = flat(JSON.parse(readFileSync(path, 'utf8'))).map(
      ([key, value]) =>
        `INSERT INTO parse_json VALUES ('/var/lib/cowork-mdm/doctor.json', '${key}', '${value.replaceAll("'", "''")}');`,
    )
    const ask = (query: string) =>
      execFileSync(sqlite, [':memory:'], {
        input: [
          'CREATE TABLE parse_json (path TEXT, fullkey TEXT, value TEXT);',
          ...rows,
          query.trim().replace(/;?$/, ';'),
        ].join('\n'),
        encoding: 'utf8',
      })
    expect(ask(queries['cowork_mdm_doctor']!.query)).toContain('checks/managed-readable/status|error')
    expect(
      ask(queries['cowork_mdm_doctor_problems']!.query)
        .split('\n')
        .map((line) => line.split('|').slice(0, 2)),
    ).toEqual([['managed-readable', 'error'], ['']])
    // The clock of the simulated machine is not today's.
    expect(policies.map(ask)).toEqual(['', '', '1\n', ''])
    rows.push(`UPDATE parse_json SET value = '${new Date().toISOString()}' WHERE fullkey = 'at';`)
    expect(ask(policies.at(-1)!)).toBe('1\n')
  })

  it.skipIf(!existsSync('/usr/bin/shellcheck'))('is clean', () => {
    const scripts = ['jamf-extension-attribute.sh', 'intune-detection.sh', 'osquery-report.sh'].map((name) =>
      join(examples, name),
    )
    expect(execFileSync('/usr/bin/shellcheck', scripts, { encoding: 'utf8' })).toBe('')
  })
})

/** Every value of a report with its path, as fleetd names it. */
function flat(value: unknown, path: string[] = []): [string, string][] {
  if (typeof value === 'string') return [[path.join('/'), value]]
  return Object.entries(value as object).flatMap(([name, entry]) => flat(entry, [...path, name]))
}
