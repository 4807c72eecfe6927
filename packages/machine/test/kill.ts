import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
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
    const parent = process.ppid
    const host = machine.localHost()
    const contents = [['a', 400_000], ['b', 100_001]].map(([letter, count]) => letter.repeat(count))
    process.stdout.write('ready')
    for (let index = 0; process.ppid === parent; index += 1) await host.write(${JSON.stringify(path)}, contents[index % 2], { mode: 0o640 })`)
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

/**
 * Lets three processes take a lock over and over, kills one of them `times` times and starts another: no two are ever
 * inside, and the lock goes on from those that were killed in it.
 */
export async function killInLock(folder: string, { times }: { times: number }): Promise<void> {
  const log = join(folder, 'log')
  const program = programOf(`
    import { appendFileSync } from 'node:fs'
    const parent = process.ppid
    const tell = (event) => appendFileSync(${JSON.stringify(log)}, event + ' ' + process.pid + '\\n')
    while (process.ppid === parent) {
      await machine.withLock(machine.localHost(), ${JSON.stringify(join(folder, 'lock'))}, async () => {
        tell('in')
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5))
        tell('out')
      })
    }`)
  const children: ChildProcess[] = []
  const start = () => {
    const child = spawn(process.execPath, ['--input-type=module'], { stdio: ['pipe', 'ignore', 'inherit'] })
    child.stdin.end(program)
    children.push(child)
  }
  const kill = async (child: ChildProcess) => {
    child.kill('SIGKILL')
    await once(child, 'close')
  }
  try {
    for (let count = 0; count < 3; count += 1) start()
    for (let time = 0; time < times; time += 1) {
      // All three have been inside by then, however slow the machine is.
      const before = linesOf(log).length
      const since = () =>
        new Set(
          linesOf(log)
            .slice(before)
            .map((line) => line.split(' ')[1]),
        )
      while (since().size < 3) {
        expect(children.map(({ exitCode }) => exitCode)).toEqual([null, null, null])
        await setTimeout(5)
      }
      await setTimeout(Math.random() * 20)
      await kill(children.shift()!)
      start()
    }
  } finally {
    await Promise.all(children.map(kill))
  }
  expectOneInside(linesOf(log))
}

function linesOf(log: string): string[] {
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
}

/**
 * Whoever follows somebody who is not out has waited until that one was killed, and so is never followed by a sign of
 * life.
 */
function expectOneInside(lines: string[]): void {
  const gone = new Set<string>()
  let inside: string | undefined
  for (const [event, pid] of lines.map((line) => line.split(' ') as [string, string])) {
    expect(gone).not.toContain(pid)
    if (event === 'out') {
      expect(pid).toBe(inside)
      inside = undefined
    } else {
      if (inside !== undefined) gone.add(inside)
      inside = pid
    }
  }
}
