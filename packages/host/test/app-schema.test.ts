import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { simulatedHost, type Platform } from '@cowork-mdm/machine'
import { latestSchema } from '@cowork-mdm/schema'
import { expect, test } from 'vitest'
import { buildFixture } from '../../schema-extractor/test/support/build-fixture.js'
import { FIXTURE_VERSION, FIXTURES } from '../../schema-extractor/test/support/fixtures.js'
import { packInstall, packMacApp } from '../../schema-extractor/test/support/pack-app.js'
import { VARIANTS } from '../../schema-extractor/test/support/variants.js'
import { effectiveSettings, type EffectiveOptions } from '../src/index.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

/** A setting of the sample app, which no release of the real one has. */
const SETTINGS = { deskName: 'Lantern', disableAutoUpdates: true }

function sampleScripts() {
  const variant = VARIANTS.find(({ name }) => name === 'esbuild, cjs, es2020')!
  return buildFixture(FIXTURES['flat-key-zod4'], variant)
}

function write(root: string, path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

/** A machine on which the sample app is installed, and the two settings are managed. */
async function machineWith(platform: Platform, version = FIXTURE_VERSION) {
  const root = folderInMemory()
  const scripts = await sampleScripts()
  if (platform === 'darwin') await packMacApp(join(root, 'Applications'), scripts, { plistVersion: version })
  if (platform === 'linux') await packInstall(join(root, 'usr/lib/claude-desktop'), scripts)
  if (platform === 'win32') {
    const folder = `C/Program Files/WindowsApps/Claude_${FIXTURE_VERSION}.0_arm64__pzs8sxrjxfjjc/app`
    await packInstall(join(root, folder), scripts)
  }
  const plist = `<plist version="1.0"><dict><key>deskName</key><string>Lantern</string><key>disableAutoUpdates</key><true/></dict></plist>`
  write(root, 'Library/Managed Preferences/com.anthropic.claudefordesktop.plist', plist)
  write(root, 'etc/claude-desktop/managed-settings.json', JSON.stringify(SETTINGS))
  const key = 'HKLM\\SOFTWARE\\Policies\\Claude'
  const exported = `Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Claude]\r\n"deskName"="Lantern"\r\n"disableAutoUpdates"=dword:00000001\r\n`
  const commands = [
    {
      command: 'reg',
      args: ['export', key, '{file}', '/y', '/reg:64'],
      writes: { file: { text: `\ufeff${exported}`, encoding: 'utf16le' } },
    },
  ]
  write(root, 'host.json', JSON.stringify({ platform, now: '2026-11-20T08:00:00Z', commands }))
  return await simulatedHost(root)
}

async function effectiveOn(platform: Platform, options?: EffectiveOptions) {
  const { effective } = await effectiveSettings(await machineWith(platform), options)
  const { app, schema, settings, ignored } = effective
  return {
    version: app.version,
    schema: schema.from,
    settings: settings.map(({ key, value }) => [key, value]),
    ignored: ignored.map(({ name, why }) => [name, why.code]),
  }
}

test.each<Platform>(['darwin', 'win32', 'linux'])(
  'the schema of the installed app decides what is a setting, on %s',
  async (platform) => {
    expect(await effectiveOn(platform)).toEqual({
      version: FIXTURE_VERSION,
      schema: 'app',
      settings: [['deskName', 'Lantern']],
      ignored: [['disableAutoUpdates', 'unknown-name']],
    })
  },
)

test('a release that is asked for is not the installed one: its schema is not used', async () => {
  expect(await effectiveOn('darwin', { appVersion: '1.31501.0' })).toEqual({
    version: '1.31501.0',
    schema: 'latest',
    settings: [['disableAutoUpdates', true]],
    ignored: [['deskName', 'unknown-name']],
  })
})

test('a release whose schema comes with the tool is not read once more', async () => {
  const { effective } = await effectiveSettings(await machineWith('darwin', '1.28929.0'))
  expect(effective.schema).toEqual({ from: 'pinned', appVersion: '1.28929.0' })
  expect(effective.settings.map(({ key }) => key)).toEqual(['disableAutoUpdates'])
})

test('a schema that is given goes before the app’s own', async () => {
  const document = await latestSchema()
  expect(await effectiveOn('linux', { document })).toMatchObject({
    schema: 'given',
    settings: [['disableAutoUpdates', true]],
  })
})

test('an app whose archive is broken is reckoned with by its version', async () => {
  const host = await machineWith('darwin')
  await host.write('/Applications/Claude.app/Contents/Resources/app.asar', 'junk')
  const { effective } = await effectiveSettings(host)
  expect(effective.schema).toMatchObject({ from: 'latest', appVersion: '1.28929.0' })
  expect(effective.schema.note).toContain('its own cannot be read')
  expect(effective.app).toMatchObject({ version: FIXTURE_VERSION, from: 'installed' })
})
