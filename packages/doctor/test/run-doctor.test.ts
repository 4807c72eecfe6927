import { CoworkError, simulatedHost, type Host } from '@cowork-mdm/machine'
import { knownAppBugs, latestSchema, redact } from '@cowork-mdm/schema'
import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHECK_IDS, CHECKS, checkOf } from '../src/checks.js'
import { runDoctor } from '../src/index.js'
import { withinTime } from '../src/time-limit.js'
import { FIXTURES, openScenario } from './support/open-scenario.js'

describe('runDoctor', () => {
  it('gives plain JSON', async () => {
    const { host } = await openScenario('darwin-healthy')
    const diagnosis = await runDoctor(host)
    expect(JSON.parse(JSON.stringify(diagnosis))).toEqual(diagnosis)
    expect(diagnosis).toMatchObject({
      platform: 'darwin',
      app: { version: '1.28929.0' },
      schema: { from: 'pinned', appVersion: '1.28929.0' },
    })
    expect(diagnosis.summary).toMatchObject({ status: 'ok', warning: 0, error: 0, fixable: 0, fixed: 0 })
  })

  it.each(['darwin', 'win32', 'linux'] as const)(
    'runs on %s what applies there, in the order of the registry',
    async (platform) => {
      const { host } = await openScenario(`${platform}-healthy`)
      const ids = (await runDoctor(host)).checks.map(({ id }) => id)
      expect(ids).toEqual(
        CHECK_IDS.filter((id) => checkOf(id).platforms.includes(platform) && checkOf(id).only === undefined),
      )
    },
  )

  it('looks at each plugin once: one walk, its files, its folder, and one question for all access lists', async () => {
    const calls = async (plugins: number) => {
      const { host, folder } = await openScenario('darwin-healthy')
      const place = join(folder, 'Library/Application Support/Claude/org-plugins')
      for (let index = 0; index < plugins; index++)
        cpSync(join(place, 'helpdesk'), join(place, `plugin-${index}`), { recursive: true })
      const counts: Record<string, number> = {}
      const counting = Object.fromEntries(
        Object.entries(host).map(([name, value]) => [
          name,
          typeof value !== 'function'
            ? value
            : (...args: unknown[]) => {
                counts[name] = (counts[name] ?? 0) + 1
                return (value as (...all: unknown[]) => unknown)(...args)
              },
        ]),
      ) as unknown as Host
      await runDoctor(counting)
      return counts
    }
    const [few, many] = [await calls(1), await calls(11)]
    const more = Object.entries(many).map(([name, count]) => [name, (count - few[name]!) / 10])
    // Its manifest, its one skill and its version.json are read.
    expect(Object.fromEntries(more.filter(([, count]) => count !== 0))).toEqual({ walk: 1, way: 1, read: 3 })
  })

  it('asks neither the network nor a helper unless told to', async () => {
    const { host } = await openScenario('darwin-helper-runs')
    const forbidden = () => {
      throw new Error('asked')
    }
    const silent: Host = {
      ...host,
      resolve: forbidden,
      connect: forbidden,
      run: (command, ...rest) => (command.includes('credential-helper') ? forbidden() : host.run(command, ...rest)),
    }
    const { checks } = await runDoctor(silent)
    expect(checks.filter(({ message }) => message.includes('The check itself failed'))).toEqual([])
  })

  it('runs a check that is named even where it has to be asked for', async () => {
    const { host } = await openScenario('darwin-helper-runs')
    expect((await runDoctor(host, { only: ['helper-run'] })).checks).toMatchObject([{ id: 'helper-run', status: 'ok' }])
  })

  it('does not call safe what it could not look at', async () => {
    const { host } = await openScenario('win32-healthy')
    const blind: Host = {
      ...host,
      accessLists: async (paths) =>
        (await host.accessLists(paths)).map((list, index) => (paths[index]!.endsWith('helpdesk') ? undefined : list)),
    }
    expect((await runDoctor(blind, { only: ['plugins-access'] })).checks).toMatchObject([
      {
        status: 'skipped',
        message: 'Who can change 1 plugin cannot be told.',
        detail: ['C:\\Program Files\\Claude\\org-plugins\\helpdesk'],
      },
    ])
  })

  it('does not say that nobody delivers settings where a policy file is closed to it', async () => {
    const { host } = await openScenario('win32-by-hand')
    const closed: Host = {
      ...host,
      read: (path, ...rest) =>
        path.endsWith('Registry.pol')
          ? Promise.reject(new CoworkError('permission-denied', 'Closed.'))
          : host.read(path, ...rest),
    }
    expect((await runDoctor(host, { only: ['delivered-by'] })).checks).toMatchObject([{ status: 'warning' }])
    expect((await runDoctor(closed, { only: ['delivered-by'] })).checks).toMatchObject([
      { status: 'skipped', message: 'The system does not tell.', advice: 'Run this as an administrator.' },
    ])
  })

  it('tells of a check that is named where it does not apply', async () => {
    const { host } = await openScenario('win32-healthy')
    expect((await runDoctor(host, { only: ['app-relaunch'] })).checks).toMatchObject([
      { id: 'app-relaunch', status: 'skipped', message: 'It applies to macOS and Linux alone.' },
    ])
  })

  it('refuses names that no check has', async () => {
    const { host } = await openScenario('darwin-healthy')
    await expect(runDoctor(host, { only: ['helper-pat'] })).rejects.toMatchObject({
      code: 'unknown-check',
      hint: 'Did you mean helper-path?',
    })
  })

  it('makes a result of a check that fails, without what it read', async () => {
    const { host } = await openScenario('linux-healthy')
    const broken: Host = {
      ...host,
      stat: (path, options) => {
        if (path.includes('enterprise.json')) throw new SyntaxError('Unexpected token in "sk-ant-secret"')
        return host.stat(path, options)
      },
    }
    const { checks, summary } = await runDoctor(broken)
    const failed = checks.filter(({ message }) => message.startsWith('The check itself failed (SyntaxError'))
    expect(failed.map(({ id, status }) => [id, status])).toEqual([['managed-misplaced', 'error']])
    expect(JSON.stringify(checks)).not.toContain('sk-ant')
    expect(summary.error).toBe(1)
  })

  it('makes results of everything where nothing at all can be read', async () => {
    const { host } = await openScenario('win32-healthy')
    const denied = () => Promise.reject(new CoworkError('permission-denied', 'Cannot look: permission denied.'))
    const { checks } = await runDoctor({
      ...host,
      stat: denied,
      list: denied,
      read: denied,
      run: denied,
      way: denied,
      realPath: denied,
    })
    expect(checks).toHaveLength((await runDoctor(host)).checks.length)
    expect(checks.filter(({ message }) => message.includes('The check itself failed'))).toEqual([])
  })

  it('ends a check that takes too long, and no other', async () => {
    const { host } = await openScenario('darwin-healthy')
    const slow: Host = {
      ...host,
      run: (command, args, options) =>
        command.endsWith('systemsetup') ? new Promise(() => {}) : host.run(command, args, options),
    }
    const { checks } = await runDoctor(slow, { timeoutMs: 3000 })
    expect(checks.filter(({ status }) => status === 'error').map(({ id, message }) => [id, message])).toEqual([
      ['clock', 'It was not done within 3 s.'],
    ])
  })

  it('ends when it is told to', async () => {
    const { host } = await openScenario('darwin-healthy')
    const controller = new AbortController()
    const reason = new Error('stopped')
    const slow: Host = { ...host, run: () => new Promise(() => {}) }
    const running = runDoctor(slow, { signal: controller.signal })
    setTimeout(() => controller.abort(reason), 50)
    await expect(running).rejects.toBe(reason)
  })

  it('tells how far it is', async () => {
    const { host } = await openScenario('linux-healthy')
    const told: number[] = []
    const { checks } = await runDoctor(host, { onProgress: (done, all) => told.push(done / all) })
    expect(told).toHaveLength(checks.length)
    expect(told.at(-1)).toBe(1)
  })

  it('looks at a disk that does not run', async () => {
    const { folder } = await openScenario('linux-healthy')
    const { rmSync } = await import('node:fs')
    rmSync(join(folder, 'host.json'))
    const host = await simulatedHost(folder, { platform: 'linux' })
    const { checks } = await runDoctor(host)
    expect(checks.find(({ id }) => id === 'app-installed')).toMatchObject({ status: 'ok' })
    expect(checks.filter(({ message }) => message.includes('The check itself failed'))).toEqual([])
  })
})

describe('results', () => {
  it('hold nothing that redaction would hide', async () => {
    const document = await latestSchema()
    for (const name of ['darwin-bad-values', 'win32-bad-values', 'darwin-network-intercepted']) {
      const { host, options } = await openScenario(name)
      const diagnosis = await runDoctor(host, options)
      expect(redact(diagnosis, document)).toEqual(diagnosis)
    }
  })
})

describe('withinTime', () => {
  it('gives the work a signal that ends with its time', async () => {
    let own: AbortSignal | undefined
    const endless = withinTime(20, undefined, (signal) => {
      own = signal
      return new Promise(() => {})
    })
    await expect(endless).rejects.toMatchObject({ ms: 20 })
    expect(own!.aborted).toBe(true)
  })
})

describe('docs/doctor.md', () => {
  const page = readFileSync(join(FIXTURES, '../../../../docs/doctor.md'), 'utf8')

  it('tells of every check, and of no other, in the order of the registry', () => {
    expect([...page.matchAll(/^### ([a-z-]+)$/gm)].map(([, id]) => id)).toEqual(CHECK_IDS)
  })

  it.each(CHECK_IDS)('says of %s what it looks at, why, and what to do', (id) => {
    const { title } = CHECKS[id]
    const section = page.slice(page.indexOf(`\n### ${id}\n`)).split(/\n##/)[1]!
    expect(section).toContain(title)
    for (const part of ['**Looks at**', '**Why**', '**Do**']) expect(section).toContain(part)
  })

  it('lists the known faults of the app, with links to their threads', () => {
    const platformNames = { darwin: 'macOS', win32: 'Windows', linux: 'Linux' }
    const bugs = new Set((['darwin', 'win32', 'linux'] as const).flatMap(knownAppBugs))
    const expected = [...bugs].map(({ platforms, since, fixedIn, symptom, workaround, threads }) => {
      const links = threads.map((thread) => `[${thread}](https://github.com/${thread.replace('#', '/issues/')})`)
      const releases = [since && `since ${since}`, fixedIn && `before ${fixedIn}`].filter(Boolean).join(', ')
      const where = [platforms.map((name) => platformNames[name]).join(', '), releases].filter(Boolean).join('; ')
      return `- ${symptom} (${where}) ${workaround} ${links.join(', ')}`
    })
    const section = page.slice(page.indexOf('\n### app-known-bugs\n')).split(/\n##/)[1]!
    expect(section.split('\n').filter((line) => line.includes('https://github.com/'))).toEqual(expected)
  })
})

describe('checks', () => {
  it('stand in a file each', () => {
    const files = readdirSync(join(FIXTURES, '../../src/checks')).map((name) => name.replace(/\.ts$/, ''))
    expect(files.sort()).toEqual([...CHECK_IDS].sort())
  })
})
