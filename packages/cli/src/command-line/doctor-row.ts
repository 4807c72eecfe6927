import { defineCommand } from './command-table.js'
import { MACHINE } from './shared-options.js'

export const doctorRow = defineCommand({
  name: 'doctor',
  summary: 'Find what is wrong with a machine, and mend it',
  details: [
    'Looks at the app, at managed settings and who delivers them, at what is in effect, the inference provider, plugins and ' +
      'sessions. Nothing is changed without --fix, nothing is asked of the network without --network, and no credential ' +
      'helper is run without --run-helper; what a helper prints is never shown.',
    'Exit code 1 where something is an error. --report jamf-ea always ends with 0, as Jamf expects it.',
  ],
  positionals: [],
  options: {
    fix: { type: 'boolean', summary: 'Mend what can be mended safely, keep backups, and look again' },
    network: { type: 'boolean', summary: 'Try every host that the configuration needs' },
    'run-helper': { type: 'boolean', summary: 'Run the credential helper, as the user' },
    report: {
      type: 'string',
      value: 'KIND',
      choices: ['html', 'jamf-ea', 'intune', 'osquery'],
      summary: 'Write a report instead of a table',
    },
    bundle: { type: 'string', value: 'FILE', summary: 'Write an archive without secrets, to send to who helps' },
    only: { type: 'string', value: 'ID', multiple: true, names: 'checks', summary: 'Only this check' },
    list: { type: 'boolean', summary: 'List the checks, and run none' },
    user: { type: 'string', value: 'NAME', summary: 'Whose settings; default: who is at the machine' },
    ...MACHINE,
  },
  examples: [
    { command: 'doctor', summary: 'This machine' },
    { command: 'doctor --network --run-helper', summary: 'Its network and credential helper as well' },
    { command: 'doctor --fix', summary: 'As an administrator: mend what can be mended' },
    { command: 'doctor --report html', summary: 'A page for people who would rather look than read' },
    { command: 'doctor --only helper-path --only helper-access', summary: 'Two checks alone' },
    { command: 'doctor --bundle support.zip', summary: 'For whoever helps' },
  ],
  run: async (input, context) => (await import('../doctor/doctor-command.js')).doctorCommand(input, context),
})
