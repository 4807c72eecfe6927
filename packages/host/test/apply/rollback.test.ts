import { latestSchema } from '@cowork-mdm/schema'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { applyProfile, listBackups, rollback } from '../../src/index.js'
import { CLAUDE, DEVICE_FILES, LOCAL_POLICIES, machine, PLATFORMS, snapshot } from '../support/machine.js'
import { A, B, profileOf } from '../support/profiles.js'
import { readStore, writeStore } from '../support/simulated-registry.js'

const document = await latestSchema()
const options = { document }

describe.each(PLATFORMS)('%s', (platform) => {
  const fileIn = (root: string) => join(root, DEVICE_FILES[platform])

  test('back to the settings before, byte for byte, and once more returns; all of it is told', async () => {
    const { root, host } = await machine(platform)
    await applyProfile(host, A, options)
    const a = readFileSync(fileIn(root))
    await applyProfile(host, B, options)
    const b = readFileSync(fileIn(root))
    const back = await rollback(host, options)
    expect(readFileSync(fileIn(root))).toEqual(a)
    expect(back).toMatchObject({ changed: true, verified: true, restored: { id: '0002' }, backup: { id: '0003' } })
    expect(back.changes).toContainEqual({ kind: 'added', key: 'disableAutoUpdates', after: true })
    const again = await rollback(host, options)
    expect(readFileSync(fileIn(root))).toEqual(b)
    expect(again).toMatchObject({ restored: { id: '0003', before: 'rollback' }, backup: { id: '0004' } })
    expect(JSON.parse(JSON.stringify(again))).toEqual(again)
  })

  test('a backup that is what is there already is passed over', async () => {
    const { root, host } = await machine(platform)
    await applyProfile(host, A, options)
    const a = readFileSync(fileIn(root))
    await applyProfile(host, B, options)
    // Somebody has gone back by hand.
    writeFileSync(fileIn(root), a)
    expect(await rollback(host, options)).toMatchObject({ changed: true, restored: { id: '0001' } })
    expect(await rollback(host, { ...options, dryRun: true })).toMatchObject({ restored: { id: '0003' } })
  })

  test('where nothing was, nothing is left', async () => {
    const { root, host } = await machine(platform)
    await applyProfile(host, A, options)
    const { changes } = await rollback(host, options)
    expect(changes).toContainEqual({ kind: 'place-removed' })
    if (platform === 'win32') expect(readStore(fileIn(root))).toEqual({ [LOCAL_POLICIES]: {} })
    else expect(existsSync(fileIn(root))).toBe(false)
    expect(await applyProfile(host, A, { document, dryRun: true })).toMatchObject({ changed: false })
  })

  test('to a chosen backup, once; a dry run computes the same and touches nothing', async () => {
    const { root, host } = await machine(platform)
    await applyProfile(host, A, options)
    const a = readFileSync(fileIn(root))
    await applyProfile(host, B, options)
    await applyProfile(host, profileOf({ inferenceProvider: 'vertex' }), options)
    const before = snapshot(root, { without: ['C/Windows/Temp'] })
    const dry = await rollback(host, { ...options, to: '2', dryRun: true })
    expect(snapshot(root, { without: ['C/Windows/Temp'] })).toEqual(before)
    expect(dry).toMatchObject({ changed: false, dryRun: true, restored: { id: '0002' }, backup: null })
    const real = await rollback(host, { ...options, to: '2' })
    expect(real.changes).toEqual(dry.changes)
    expect(readFileSync(fileIn(root))).toEqual(a)
    expect(await rollback(host, { ...options, to: '0002' })).toMatchObject({
      changed: false,
      changes: [],
      verified: true,
    })
  })

  test('settings that others made are what is gone back to', async () => {
    const { root, host } = await machine(platform)
    const others = { [CLAUDE]: { '': '"x"', expanded: 'hex(2):25,00,00,00', number: 'hex(b):01,00,00,00,00,00,00,00' } }
    await applyProfile(host, A, options)
    if (platform === 'win32') writeStore(fileIn(root), { ...others, [`${CLAUDE}\\Sub`]: { y: '"1"' } })
    else writeFileSync(fileIn(root), 'nothing that anybody could read')
    const before = readFileSync(fileIn(root))
    await applyProfile(host, B, options)
    if (platform === 'win32') {
      // Subkeys are not gone back to: they were not changed either.
      writeStore(fileIn(root), { ...readStore(fileIn(root)), [`${CLAUDE}\\Sub`]: { y: '"2"' } })
      await rollback(host, options)
      expect(readStore(fileIn(root))).toEqual({ ...others, [`${CLAUDE}\\Sub`]: { y: '"2"' } })
    } else {
      await rollback(host, options)
      expect(readFileSync(fileIn(root))).toEqual(before)
    }
  })

  test('without a backup there is nothing to go back to', async () => {
    const { host } = await machine(platform)
    await expect(rollback(host, options)).rejects.toMatchObject({ code: 'no-backup' })
    await applyProfile(host, A, options)
    await expect(rollback(host, { ...options, to: '7' })).rejects.toMatchObject({
      code: 'unknown-backup',
      message: 'Expected the number of a backup (0001), found "7".',
    })
  })

  test('a backup that was changed is refused, and nothing is done', async () => {
    const { root, host } = await machine(platform)
    await applyProfile(host, A, options)
    const { backup } = await applyProfile(host, B, options)
    await host.write(backup!.path, 'changed')
    const before = readFileSync(fileIn(root))
    await expect(rollback(host, options)).rejects.toMatchObject({ code: 'damaged-backup' })
    expect(readFileSync(fileIn(root))).toEqual(before)
    // The others are there still.
    expect(await rollback(host, { ...options, to: '1' })).toMatchObject({ changed: true })
  })

  test('who is no administrator cannot read backups', async () => {
    const { host } = await machine(platform, { facts: { administrator: false } })
    await expect(rollback(host, options)).rejects.toMatchObject({ code: 'permission-denied' })
  })
})

test('the subkeys of others keep a key from being removed', async () => {
  const { root, host } = await machine('win32')
  await applyProfile(host, A, options)
  const file = join(root, DEVICE_FILES.win32)
  writeStore(file, { ...readStore(file), [`${CLAUDE}\\Sub`]: { y: '"1"' } })
  // Without its values the key means nothing to the app.
  expect(await rollback(host, options)).toMatchObject({ changed: true, verified: true })
  expect(readStore(file)).toEqual({ [LOCAL_POLICIES]: {}, [CLAUDE]: {}, [`${CLAUDE}\\Sub`]: { y: '"1"' } })
})

test('backups of users and of the device are told apart', async () => {
  const { host } = await machine('win32')
  await applyProfile(host, A, options)
  await applyProfile(host, B, { ...options, scope: 'user' })
  expect(await rollback(host, options)).toMatchObject({ restored: { id: '0001' } })
  expect(await rollback(host, { ...options, scope: 'user' })).toMatchObject({ restored: { id: '0002' } })
  expect((await listBackups(host)).map(({ place }) => place.scope)).toEqual(['user', 'device', 'user', 'device'])
})
