import { CoworkError } from '@cowork-mdm/machine'
import type { PluginProblem } from '../plugin/problems.js'

/** Skills that cannot be packed, with everything that is wrong with them. */
export class PackError extends CoworkError {
  readonly problems: readonly PluginProblem[]

  constructor(dir: string, problems: readonly PluginProblem[]) {
    const errors = problems.filter(({ severity }) => severity === 'error')
    const list = errors
      .slice(0, MOST)
      .map(({ file, line, message }) => ` ${file}${line === undefined ? '' : `:${line}`}: ${message}`)
    const more = errors.length > MOST ? ` And ${errors.length - MOST} more.` : ''
    super(
      'invalid-skills',
      `Expected skills without errors in ${dir}, found ${errors.length}.${list.join('')}${more}`,
      {
        hint: 'Nothing was written. Correct the files and run it again.',
      },
    )
    this.problems = problems
  }
}

/** Of problems that a message names. */
const MOST = 5
