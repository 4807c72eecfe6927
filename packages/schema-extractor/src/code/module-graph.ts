import { posix } from 'node:path'
import { BoundedParser } from './bounded-parser.js'
import { Meter } from './meter.js'
import { Script } from './script.js'

/** Thrown when evaluation reaches a script of the bundle that has not been read yet. */
export class NeedScript extends Error {
  override readonly name = 'NeedScript'
  constructor(readonly path: string) {
    super(`${path} is not loaded`)
  }
}

const SCRIPT_EXTENSION = /\.[cm]?js$/

/** Whether a path of the bundle names a script. */
export function isScriptPath(path: string): boolean {
  return SCRIPT_EXTENSION.test(path)
}

/** The scripts of a bundle, by path, as far as they have been read. */
export class ModuleGraph {
  private readonly loaded = new Map<string, Script>()
  private readonly parser = new BoundedParser()

  constructor(
    private readonly paths: ReadonlySet<string>,
    /** What reading the graph's scripts may take in all. */
    readonly meter = new Meter(),
  ) {}

  add(path: string, bytes: Buffer): Script {
    const script = new Script(path, bytes, this.meter, this.parser)
    this.loaded.set(path, script)
    return script
  }

  has(path: string): boolean {
    return this.loaded.has(path)
  }

  /** @throws NeedScript when it has not been read */
  script(path: string): Script {
    const script = this.loaded.get(path)
    if (!script) throw new NeedScript(path)
    return script
  }

  /** Path of the script that a specifier names from another script; undefined when it lies outside the bundle. */
  resolve(from: string, specifier: string): string | undefined {
    if (!specifier.startsWith('.') && !specifier.startsWith('/')) return undefined
    const target = posix.normalize(posix.join(posix.dirname(from), specifier))
    return [target, `${target}.js`, `${target}.mjs`, `${target}.cjs`, `${target}/index.js`].find((path) =>
      this.paths.has(path),
    )
  }
}
