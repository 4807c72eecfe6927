import { defineRule } from '../rule.js'
import { pathsIn } from '../values/paths-in.js'

/** An option behind the path, or quotation marks that only a shell would take off. */
const ARGUMENTS = /\s--?[A-Za-z]|\s\/[A-Za-z](?:\s|$)|^["'].*["']|\.(?:exe|sh|py|cmd|bat|ps1)["']?\s+\S/i

export const helperArgs = defineRule({
  group: 'urls-and-paths',
  severity: 'error',
  summary: 'A path to a program with arguments behind it',
  why: 'The app runs the file of exactly that name. With arguments or quotation marks in it there is no such file, and no credential.',
  remedy:
    'Write the bare path. Put arguments into a script of their own, or into the setting for arguments where the release has one.',
  source: 'aws-solutions-library-samples/guidance-for-claude-code-with-amazon-bedrock, cowork_3p.py',
  messages: {
    arguments: ({ name }: { name: string }) =>
      `${name} is taken for the path of a file; it must hold no arguments and no quotation marks.`,
  },
  check: (subject, report) => {
    for (const { setting, path, pointer, kind } of pathsIn(subject)) {
      if (kind === 'file' && ARGUMENTS.test(path))
        report('arguments', { name: setting.name + pointer }, { setting, pointer })
    }
  },
})
