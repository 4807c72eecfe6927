import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect } from 'vitest'
import { localHost } from '../src/index.js'
import { programOf } from './unprivileged.js'

/** What the killed process writes, over and over: two files that differ in every byte and in their size. */
const contents = ['a'.repeat(400_000), 'b'.repeat(100_001)]

/**
 * Kills a process that replaces a file without end, `times` times at a random point, and looks: the file is one of the
 * two, whole, with its mode, and at most one temporary file is beside it, which the next run removes.
 */
export async function killWhileWriting(
  folder: string,
  { times, random }: { times: number; random: () => number },
): Promise<void> {
  const path = join(folder, 'file')
  const program = programOf(`
    const host = machine.localHost()
    const contents = [['a', 400_000], ['b', 100_001]].map(([letter, count]) => letter.repeat(count))
    process.stdout.write('ready')
    for (let index = 0; ; index += 1) await host.write(${JSON.stringify(path)}, contents[index % 2], { mode: 0o640 })`)
  await localHost().write(path, contents[0]!)
  for (let time = 0; time < times; time += 1) {
    const child = spawn(process.execPath, ['--input-type=module'], { stdio: ['pipe', 'pipe', 'inherit'] })
    child.stdin.end(program)
    await once(child.stdout, 'data')
    await setTimeout(random() * 40)
    child.kill('SIGKILL')
    await once(child, 'close')
    expect(contents).toContain(readFileSync(path, 'utf8'))
    const names = readdirSync(folder)
    expect(names.filter((name) => name !== 'file').length).toBeLessThanOrEqual(1)
    await localHost().write(path, contents[0]!)
    expect(readdirSync(folder)).toEqual(['file'])
  }
}
