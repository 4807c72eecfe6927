import { spawn } from 'node:child_process'
import { createWriteStream, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'

const bin = fileURLToPath(new URL('../bin/cowork-mdm.js', import.meta.url))

describe.runIf(process.platform !== 'win32')('a run that is asked to stop', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cli-interruption-'))
  const installer = join(folder, 'large.zip')
  beforeAll(async () => {
    const archive = new ZipFile()
    archive.addBuffer(Buffer.alloc(900 << 20), 'resources/app.asar', { compressionLevel: 1 })
    archive.end()
    await pipeline(archive.outputStream, createWriteStream(installer))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s cleans up and ends with %i', async (signal, exitCode) => {
    const env = { ...process.env, TMPDIR: folder }
    const child = spawn(process.execPath, [bin, 'schema', 'extract', installer], { env, stdio: 'pipe' })
    const ended = new Promise((resolve) => child.on('close', resolve))
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    while (child.exitCode === null && readdirSync(folder).length < 2) await new Promise((done) => setTimeout(done, 5))
    child.kill(signal)
    expect({ exitCode: await ended, said, files: readdirSync(folder) }).toEqual({
      exitCode,
      said: '',
      files: ['large.zip'],
    })
  })
})
