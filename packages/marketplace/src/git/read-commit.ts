import { CoworkError } from '@cowork-mdm/machine'
import type { Tree, TreeEntry } from '../tree/tree.js'
import type { Git } from './git.js'

/** Of a list of files; some 600,000 names. */
const MAX_LIST_BYTES = 64 * 1024 * 1024
/** Contents that are asked for at once. */
const BATCH_BYTES = 32 * 1024 * 1024

const MODES: Record<string, TreeEntry['type']> = {
  '100644': 'file',
  '100664': 'file',
  '100755': 'program',
  '120000': 'link',
  '160000': 'submodule',
}

/**
 * The files of a commit, byte for byte as they were committed: nothing is checked out, so no filter, no line ending and no
 * `.gitattributes` touches them.
 */
export async function readCommit(git: Git, repository: string, commit: string): Promise<Tree> {
  const { stdout } = await git
    .run(['ls-tree', '-r', '-z', '-l', '--full-tree', commit], {
      repository,
      what: `list the files of ${commit}`,
      maxOutputBytes: MAX_LIST_BYTES,
    })
    .catch((cause: unknown) => {
      throw cause instanceof CoworkError && cause.code === 'command-output-too-large' ? tooManyFiles(cause) : cause
    })
  return { entries: entriesOf(stdout), contents }

  async function* contents(entries: readonly TreeEntry[]): AsyncGenerator<Buffer> {
    for (const batch of batchesOf(entries)) {
      const { stdout: answer } = await git.run(['cat-file', '--batch', '--buffer'], {
        repository,
        what: `read the files of ${commit}`,
        input: batch.map(({ id }) => `${id}\n`).join(''),
        maxOutputBytes: batch.reduce((sum, { size }) => sum + size + 200, 1000),
      })
      let at = 0
      for (const { id, size } of batch) {
        const start = answer.indexOf(0x0a, at) + 1
        if (answer.toString('latin1', at, start) !== `${id} blob ${size}\n`) throw damaged(repository)
        yield answer.subarray(start, start + size)
        at = start + size + 1
      }
    }
  }
}

function entriesOf(list: Buffer): TreeEntry[] {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const entries: TreeEntry[] = []
  for (let at = 0; at < list.length;) {
    const end = list.indexOf(0, at)
    const tab = list.indexOf(0x09, at)
    const [mode = '', , id = '', size = ''] = list.toString('latin1', at, tab).split(/ +/)
    entries.push({
      path: pathOf(list.subarray(tab + 1, end)),
      type: MODES[mode] ?? 'other',
      id,
      size: Number(size) || 0,
    })
    at = end + 1
  }
  return entries

  function pathOf(bytes: Buffer): string {
    try {
      return decoder.decode(bytes)
    } catch (cause) {
      throw new CoworkError(
        'bad-file-name',
        `Expected names in UTF-8, found ${JSON.stringify(bytes.toString('latin1'))}.`,
        {
          hint: 'Rename the file in the repository.',
          cause,
        },
      )
    }
  }
}

function batchesOf(entries: readonly TreeEntry[]): TreeEntry[][] {
  const batches: TreeEntry[][] = []
  let room = 0
  for (const entry of entries) {
    if (entry.size > room || batches.length === 0) {
      batches.push([])
      room = BATCH_BYTES
    }
    batches.at(-1)!.push(entry)
    room -= entry.size
  }
  return batches
}

function tooManyFiles(cause: unknown): CoworkError {
  return new CoworkError('too-large', `Expected a list of files of at most ${MAX_LIST_BYTES} bytes, found more.`, {
    hint: 'Check that it is the right repository; a few folders that stand in each other make millions of files.',
    cause,
  })
}

function damaged(repository: string): CoworkError {
  return new CoworkError(
    'repository-damaged',
    `Expected the files of a commit in ${repository}, found something else.`,
    {
      hint: 'Remove the folder; the next run fetches it again.',
    },
  )
}
