import { CoworkError, localHost, simulatedHost, type Host, type Platform } from '@cowork-mdm/machine'

export interface MachineInput {
  root: string | undefined
  platform: Platform | undefined
}

/**
 * The machine that a command works on: this one, or the one in the folder of `--root`. In the folder, the named commands
 * are those of this machine.
 *
 * @throws CoworkError `option-conflict` for `--platform` alone, and what `localHost` and `simulatedHost` throw
 */
export async function openHost(
  { root, platform }: MachineInput,
  { realCommands = [] }: { realCommands?: readonly string[] } = {},
): Promise<Host> {
  if (root !== undefined)
    return await simulatedHost(root, { realCommands, ...(platform !== undefined && { platform }) })
  if (platform === undefined) return localHost()
  throw new CoworkError('option-conflict', 'Expected --root beside --platform, found --platform alone.', {
    hint: 'Leave it out to look at this machine, or name a folder with --root.',
  })
}
