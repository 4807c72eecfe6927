import { quietly, regOf, type Host } from '@cowork-mdm/machine'

/** Something that a person should know before, and that keeps nothing from being done. Plain JSON. */
export interface ApplyWarning {
  code: 'managed-by-mdm' | 'managed-by-group-policy' | 'hidden' | 'unreadable-before' | 'journal-pending' | 'setting'
  message: string
}

const WORDING = {
  darwin:
    'This Mac is enrolled in device management: macOS writes the files in Managed Preferences anew from its profiles, and ' +
    'this change is lost then. Deliver a configuration profile instead.',
  win32:
    'This PC is enrolled in device management, which may set these values again. Deliver the settings through it instead.',
  policy:
    'This PC is in a domain, whose group policy may set or remove these values again. Deliver the settings through it instead.',
}

const ENROLLMENTS = 'HKLM\\SOFTWARE\\Microsoft\\Enrollments'

/** Whether something else delivers settings to this machine, as far as the machine tells. */
export async function managementWarnings(host: Host): Promise<ApplyWarning[]> {
  switch (host.platform) {
    case 'darwin': {
      const text = await textOf(host, '/usr/bin/profiles', ['status', '-type', 'enrollment'])
      return /^\s*MDM enrollment: Yes\b/im.test(text) ? [{ code: 'managed-by-mdm', message: WORDING.darwin }] : []
    }
    case 'win32': {
      const warnings: ApplyWarning[] = []
      const query = ['query', ENROLLMENTS, '/s', '/v', 'ProviderID', '/reg:64']
      // Providers of Windows itself stand there too, on machines that nobody manages.
      const providers = (await textOf(host, regOf(host), query)).matchAll(/^\s+ProviderID\s+REG_SZ\s+(\S.*?)\s*$/gm)
      if ([...providers].some(([, name = '']) => !/^(?:WMI_Bridge|Local)/i.test(name)))
        warnings.push({ code: 'managed-by-mdm', message: WORDING.win32 })
      const dsregcmd = `${host.env['SYSTEMROOT'] ?? 'C:\\Windows'}\\System32\\dsregcmd.exe`
      if (/^\s*DomainJoined\s*:\s*YES\s*$/im.test(await textOf(host, dsregcmd, ['/status'])))
        warnings.push({ code: 'managed-by-group-policy', message: WORDING.policy })
      return warnings
    }
    case 'linux':
      return []
  }
}

/** What a command says; nothing where it cannot be asked, as a warning is not worth a failure. */
async function textOf(host: Host, command: string, args: readonly string[]): Promise<string> {
  const answer = await quietly(host.run(command, args, { timeoutMs: 10_000 }))
  return answer?.exitCode === 0 ? answer.stdout.toString('latin1') : ''
}
