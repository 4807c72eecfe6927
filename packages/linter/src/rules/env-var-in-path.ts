import { defineRule } from '../rule.js'
import { knows, TOKENS } from '../targets/tokens.js'
import { pathsIn } from '../values/paths-in.js'

const VARIABLE = /%[A-Za-z_()0-9]+%|\$\{?[A-Za-z_][A-Za-z0-9_]*\}?|^~(?=[/\\]|$)|\$env:[A-Za-z_]+/

export const envVarInPath = defineRule({
  group: 'urls-and-paths',
  severity: 'error',
  summary: 'A variable in a path that the app does not expand',
  why: 'No shell stands between a managed setting and the app: `%USERPROFILE%`, `$HOME` and `~` are names of folders like any other, and none is called so.',
  remedy: 'Write the whole path. Workspace folders are the exception: there `~` and a few variables are expanded.',
  source: 'aws-solutions-library-samples/guidance-for-claude-code-with-amazon-bedrock, cowork_3p.py; table of paths',
  messages: {
    variable: ({ name, variable }: { name: string; variable: string }) =>
      `${name} holds ${variable}, which the app does not expand; write the whole path.`,
  },
  check: (subject, report) => {
    for (const { setting, path, pointer, rule } of pathsIn(subject)) {
      const rest = rule ? path.replace(rule.expands, '') : path
      const variable = VARIABLE.exec(rest)?.[0]
      if (variable !== undefined && !isToken(variable))
        report('variable', { name: setting.name + pointer, variable }, { setting, pointer })
    }
  },
})

/** Something that a console fills in before the app sees it. */
function isToken(variable: string): boolean {
  const name = variable.replace(/[${}]/g, '')
  return TOKENS.some((syntax) => knows(syntax, name))
}
