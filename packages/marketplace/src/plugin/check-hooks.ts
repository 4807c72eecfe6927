import * as z from 'zod'
import { readJsonFile } from './json-file.js'
import type { Report } from './problems.js'
import type { TreeReader } from './tree-reader.js'

/**
 * Events that hooks can wait for, as Claude Code's hooks reference lists them (https://code.claude.com/docs/en/hooks). New
 * ones come often, so that another name is a warning only.
 */
const EVENTS: ReadonlySet<string> = new Set(
  `ConfigChange CwdChanged DirectoryAdded Elicitation ElicitationResult FileChanged InstructionsLoaded MessageDisplay
  Notification PermissionDenied PermissionRequest PostCompact PostToolBatch PostToolUse PostToolUseFailure PreCompact PreToolUse
  SessionEnd SessionStart Setup Stop StopFailure SubagentStart SubagentStop TaskCompleted TaskCreated TeammateIdle
  UserPromptExpansion UserPromptSubmit WorktreeCreate WorktreeRemove`.split(/\s+/),
)

/** What an action of each type cannot do without. */
const NEEDS = {
  command: ['command'],
  http: ['url'],
  mcp_tool: ['server', 'tool'],
  prompt: ['prompt'],
  agent: ['prompt'],
} as const

const ACTION = z.looseObject({ type: z.string() }).superRefine((action, context) => {
  if (!Object.hasOwn(NEEDS, action.type)) {
    context.addIssue({ code: 'custom', path: ['type'], message: Object.keys(NEEDS).join(', ') })
    return
  }
  for (const field of NEEDS[action.type as keyof typeof NEEDS]) {
    if (typeof action[field] !== 'string' || action[field] === '')
      context.addIssue({ code: 'custom', path: [field], message: 'text' })
  }
})

/** Events, each with groups of actions. */
export const HOOKS = z.record(z.string(), z.array(z.looseObject({ hooks: z.array(ACTION) })))
const FILE = z.looseObject({ hooks: HOOKS })

/** Reports what is wrong with a file of hooks. Tells whether there are any. */
export async function checkHooks(tree: TreeReader, file: string, report: Report): Promise<boolean> {
  const read = await readJsonFile(tree, file, { schema: FILE, report })
  for (const event of Object.keys(read?.value.hooks ?? {})) {
    if (!EVENTS.has(event))
      report('unknown-event', file, `Expected an event that hooks can wait for, found ${event}.`, {
        at: read!.at(['hooks', event]),
      })
  }
  return read !== undefined && Object.keys(read.value.hooks).length > 0
}
