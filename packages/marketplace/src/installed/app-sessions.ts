import { pathsOf, type Host, type HostUser } from '@cowork-mdm/machine'

/** What one user has set about a plugin, in one account and organisation of the app. */
export interface UserSetting {
  user: string
  /** Folder of the app's data: `Claude-3p`, or `Claude` where users sign in at claude.ai. */
  app: string
  account: string
  organization: string
  /** Absent where the user has chosen nothing. */
  enabled?: boolean
  /** Whether the app has taken the plugin over for this user. */
  installed: boolean
}

/** Enabled and installed plugins of one user, account and organisation, by the app's identifiers. */
export interface AppSession extends Pick<UserSetting, 'user' | 'app' | 'account' | 'organization'> {
  enabled: ReadonlyMap<string, boolean>
  installed: ReadonlySet<string>
}

export interface AppSessions {
  sessions: AppSession[]
  /** Files that could not be read: another user's, or damaged. */
  unreadable: string[]
}

const MAX_BYTES = 4 * 1024 * 1024
/** Of one user: what is beyond was made to fill memory rather than by the app. Its folder is named as unreadable. */
const MOST_FOLDERS = 4_000
const MOST_BYTES = 32 * 1024 * 1024

// Not documented: inferred from the predecessor and from other public tools, which agree. A release may change it.
const FOLDER = 'local-agent-mode-sessions'
const SETTINGS = 'cowork_settings.json'
const INSTALLED = ['cowork_plugins', 'installed_plugins.json']

/**
 * What users have chosen about plugins: the app keeps it for every account and organisation, in
 * `local-agent-mode-sessions/<account>/<organisation>` of its data. What cannot be read is named, and nothing else is.
 */
export async function readAppSessions(host: Host): Promise<AppSessions> {
  const all: AppSessions = { sessions: [], unreadable: [] }
  for (const user of await host.users()) await readSessionsOf(host, user, all)
  return all
}

async function readSessionsOf(host: Host, user: HostUser, { sessions, unreadable }: AppSessions): Promise<void> {
  const native = pathsOf(host.platform)
  let [foldersLeft, bytesLeft] = [MOST_FOLDERS, MOST_BYTES]
  for (const data of dataFolders(host, user)) {
    const root = native.join(data, FOLDER)
    for (const account of await foldersIn(root)) {
      for (const organization of await foldersIn(native.join(root, account))) {
        if ((foldersLeft -= 1) < 0 || bytesLeft < 0) return void unreadable.push(root)
        const folder = native.join(root, account, organization)
        sessions.push({
          user: user.name,
          app: native.basename(data),
          account,
          organization,
          enabled: new Map(
            Object.entries(await mapIn(native.join(folder, SETTINGS), 'enabledPlugins')).filter(isChoice),
          ),
          installed: new Set(Object.keys(await mapIn(native.join(folder, ...INSTALLED), 'plugins'))),
        })
      }
      if ((foldersLeft -= 1) < 0) return void unreadable.push(root)
    }
  }

  async function foldersIn(folder: string): Promise<string[]> {
    try {
      const entries = await host.list(folder)
      return entries.filter(({ type, name }) => type === 'folder' && !name.startsWith('.')).map(({ name }) => name)
    } catch (error) {
      if (!isMissing(error)) unreadable.push(folder)
      return []
    }
  }

  async function mapIn(path: string, field: string): Promise<Record<string, unknown>> {
    try {
      const bytes = await host.read(path, { maxBytes: MAX_BYTES })
      bytesLeft -= bytes.length
      const map = (JSON.parse(bytes.toString()) as Record<string, unknown> | null)?.[field]
      return typeof map === 'object' && map !== null ? (map as Record<string, unknown>) : {}
    } catch (error) {
      if (!isMissing(error)) unreadable.push(path)
      return {}
    }
  }
}

/** Under this marketplace the app keeps what it finds in org-plugins; inferred as well. */
const ORG_MARKETPLACE = '@org-provisioned'

/** The app's identifier of a plugin in org-plugins. */
export function orgPluginId(name: string): string {
  return name + ORG_MARKETPLACE
}

/** The plugin that such an identifier names; nothing for another one. */
export function orgPluginName(id: string): string | undefined {
  return id.endsWith(ORG_MARKETPLACE) ? id.slice(0, -ORG_MARKETPLACE.length) : undefined
}

/** What the sessions say of a plugin in org-plugins. */
export function settingsOf(name: string, { sessions }: AppSessions): UserSetting[] {
  const id = orgPluginId(name)
  return sessions
    .filter(({ enabled, installed }) => enabled.has(id) || installed.has(id))
    .map(({ enabled, installed, ...session }) => {
      const choice = enabled.get(id)
      return { ...session, ...(choice !== undefined && { enabled: choice }), installed: installed.has(id) }
    })
}

function dataFolders({ platform }: Host, { home }: HostUser): string[] {
  const native = pathsOf(platform)
  const parents = {
    darwin: [['Library', 'Application Support']],
    win32: [
      ['AppData', 'Local'],
      ['AppData', 'Roaming'],
    ],
    linux: [['.config']],
  }[platform]
  return parents.flatMap((parent) => ['Claude-3p', 'Claude'].map((name) => native.join(home, ...parent, name)))
}

function isChoice(entry: [string, unknown]): entry is [string, boolean] {
  return typeof entry[1] === 'boolean'
}

function isMissing(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return code === 'file-missing' || code === 'folder-missing' || code === 'not-a-folder'
}
