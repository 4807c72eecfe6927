import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createPackage, createPackageWithOptions } from '@electron/asar'
import type { Scripts } from './bundlers.js'
import { FIXTURE_VERSION } from './fixtures.js'

export interface PackOptions {
  /** `null`: the archive's package.json names none. */
  version?: string | null
  /** A native module is listed as `unpacked` and then taken away, as in real installs. */
  unpackedFileMissing?: boolean
  /** Scripts of a second copy of the schema, inside the archive below `.vite/renderer`. */
  renderer?: Scripts
}

/** A new folder below the system's temporary folder; `dispose` removes it. */
export async function temporaryFolder(): Promise<{ path: string; dispose: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'schema-extractor-'))
  return { path, dispose: () => rm(path, { recursive: true, force: true }) }
}

async function write(root: string, files: Record<string, string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = join(root, name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  }
}

/** Writes an app as Electron Forge lays it out, below `folder`, and returns that folder. */
export async function writeApp(folder: string, scripts: Scripts, options: PackOptions = {}): Promise<string> {
  const { version = FIXTURE_VERSION, renderer = {}, unpackedFileMissing } = options
  const first = Object.keys(scripts).find((name) => /^(?:index|main)\./.test(name)) ?? Object.keys(scripts)[0]!
  const manifest = { name: 'lantern-desk', ...(version === null ? {} : { version }), main: `.vite/build/${first}` }
  const files: Record<string, string> = { 'package.json': JSON.stringify(manifest), 'resources/en-US.json': '{}' }
  for (const [name, code] of Object.entries(scripts)) files[`.vite/build/${name}`] = code
  for (const [name, code] of Object.entries(renderer)) files[`.vite/renderer/assets/${name}`] = code
  if (unpackedFileMissing) {
    files['node_modules/keys/build/keys.node'] = 'native'
    files['node_modules/keys/index.js'] = 'module.exports=require("./build/keys.node")'
  }
  await write(folder, files)
  return folder
}

/** Packs an app into `target` (an `app.asar`), creating its folder. */
export async function packApp(target: string, scripts: Scripts, options: PackOptions = {}): Promise<string> {
  await mkdir(dirname(target), { recursive: true })
  const source = await temporaryFolder()
  try {
    await writeApp(source.path, scripts, options)
    if (options.unpackedFileMissing) {
      await createPackageWithOptions(source.path, target, { unpack: '**/*.node' })
      await rm(`${target}.unpacked`, { recursive: true, force: true })
    } else await createPackage(source.path, target)
  } finally {
    await source.dispose()
  }
  return target
}

/** An install as on Windows or Linux: `<folder>/resources/app.asar`, with further scripts beside it where given. */
export async function packInstall(
  folder: string,
  scripts: Scripts,
  options: PackOptions & { beside?: Scripts } = {},
): Promise<string> {
  await packApp(join(folder, 'resources', 'app.asar'), scripts, options)
  await write(join(folder, 'resources', 'ion-dist', 'assets'), options.beside ?? {})
  return folder
}

/** An app as on macOS, whose version stands in `Info.plist`. */
export async function packMacApp(
  folder: string,
  scripts: Scripts,
  options: PackOptions & { plistVersion?: string } = {},
): Promise<string> {
  const contents = join(folder, 'Claude.app', 'Contents')
  await packApp(join(contents, 'Resources', 'app.asar'), scripts, options)
  await write(contents, { 'Info.plist': infoPlist(options.plistVersion ?? FIXTURE_VERSION) })
  return join(folder, 'Claude.app')
}

function infoPlist(version: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>CFBundleIdentifier</key><string>example.lantern.desk</string>
<key>CFBundleShortVersionString</key><string>${version}</string>
</dict></plist>
`
}
