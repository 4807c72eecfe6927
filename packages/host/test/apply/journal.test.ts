import { latestSchema } from '@cowork-mdm/schema'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { applyProfile, recoverJournal, rollback } from '../../src/index.js'
import { CLAUDE, DEVICE_FILES, layMachine, LOCAL_POLICIES, snapshot } from '../support/machine.js'
import { openMachine } from '../support/open-machine.js'
import { A, B } from '../support/profiles.js'
import { readStore, writeStore } from '../support/simulated-registry.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

const document = await latestSchema()
const STATE = 'C:\\Program Files\\cowork-mdm\\state'

class Killed extends Error {}

/** A machine with A, on which a process was killed that applied B, after so many values. */
async function broken(afterValues: number) {
  const root = folderInMemory()
  layMachine(root, 'win32')
  const host = await openMachine(root)
  await applyProfile(host, A, { document })
  const file = join(root, DEVICE_FILES.win32)
  const old = readStore(file)
  const failing = await openMachine(root, { failAfter: afterValues })
  let isDead = false
  const run: typeof host.run = async (command, args, options) => {
    if (isDead) throw new Killed()
    const result = await failing.run(command, args, options)
    if (args[0] === 'import' && result.exitCode !== 0) isDead = true
    if (isDead) throw new Killed()
    return result
  }
  const failure = await applyProfile({ ...failing, run }, B, { document }).catch((error: unknown) => error)
  expect(failure).toMatchObject({
    code: 'command-failed',
    hint: expect.stringContaining('The next run brings them back'),
  })
  expect(await pending(host)).toBe(true)
  return { root, host, file, old }
}

async function pending(host: Awaited<ReturnType<typeof openMachine>>): Promise<boolean> {
  return (await host.list(STATE)).some(({ name }) => name.startsWith('journal-'))
}

test.each([0, 1, 3, 4])('after %i values: the old ones are brought back, all of them', async (afterValues) => {
  const { host, file, old } = await broken(afterValues)
  expect(await recoverJournal(host, { dryRun: true })).toEqual([
    { place: 'HKLM\\SOFTWARE\\Policies\\Claude', outcome: 'undone', backup: '0002' },
  ])
  expect(await pending(host)).toBe(true)
  expect(await recoverJournal(host)).toMatchObject([{ outcome: 'undone' }])
  expect(readStore(file)).toEqual(old)
  expect(await pending(host)).toBe(false)
  expect(await recoverJournal(host)).toEqual([])
})

test('the next apply and the next rollback bring the old values back first', async () => {
  const applied = await broken(3)
  expect(await applyProfile(applied.host, A, { document })).toMatchObject({
    changed: false,
    recovered: { outcome: 'undone' },
    verified: true,
  })
  expect(readStore(applied.file)).toEqual(applied.old)
  const rolled = await broken(3)
  expect(await rollback(rolled.host, { document })).toMatchObject({
    changed: true,
    recovered: { outcome: 'undone' },
    restored: { id: '0001' },
  })
  expect(readStore(rolled.file)).toEqual({ [LOCAL_POLICIES]: {} })
})

test('a dry run counts from the old values, warns, and touches nothing', async () => {
  const { root, host } = await broken(3)
  const before = snapshot(root, { without: ['C/Windows/Temp'] })
  const dry = await applyProfile(host, A, { document, dryRun: true })
  expect(dry).toMatchObject({ changes: [], warnings: [{ code: 'journal-pending' }] })
  expect(snapshot(root, { without: ['C/Windows/Temp'] })).toEqual(before)
})

test('what was done in full counts as done', async () => {
  const { host, file } = await broken(4)
  // The same as a process that was killed between the last value and the journal’s removal.
  const { encode, readRegistryFile, decodeRegistryText } = await import('@cowork-mdm/encoder')
  const { text } = decodeRegistryText(encode(B, { format: 'reg', document }).files[0]!)
  const [key] = readRegistryFile(text).keys
  const whole = Object.fromEntries(key!.values.entries.map(({ name, node }) => [name, text.slice(...node.range)]))
  writeStore(file, { [CLAUDE]: whole })
  expect(await recoverJournal(host)).toMatchObject([{ outcome: 'completed' }])
  expect(readStore(file)).toEqual({ [CLAUDE]: whole })
})

test('what somebody else has set since is left as it is', async () => {
  const { host, file } = await broken(3)
  const store = readStore(file)
  store[CLAUDE]!['inferenceProvider'] = '"vertex"'
  writeStore(file, store)
  expect(await recoverJournal(host)).toMatchObject([{ outcome: 'left' }])
  expect(readStore(file)).toEqual(store)
  expect(await pending(host)).toBe(false)
})

test('a journal that is none is not guessed at', async () => {
  const { host, file } = await broken(3)
  const { name } = (await host.list(STATE)).find(({ name }) => name.startsWith('journal-'))!
  const before = readStore(file)
  await host.write(`${STATE}\\${name}`, '{')
  await expect(recoverJournal(host)).rejects.toMatchObject({ code: 'damaged-backup' })
  expect(readStore(file)).toEqual(before)
})

test('who is no administrator is told that something broke off', async () => {
  const { root } = await broken(3)
  layMachine(root, 'win32', { facts: { administrator: false } })
  const host = await openMachine(root)
  await expect(recoverJournal(host)).rejects.toMatchObject({ code: 'permission-denied' })
  expect(await applyProfile(host, A, { document, dryRun: true })).toMatchObject({
    warnings: [{ code: 'journal-pending' }],
  })
})
