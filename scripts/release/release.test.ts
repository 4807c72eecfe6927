import { HOME_URL } from '@cowork-mdm/schema'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { parse } from 'plist'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { root } from '../workspace.mjs'
import { PLATFORMS, archiveFolder, archiveName, home, releaseVersion, type Platform } from './archives.mjs'
import { readChecksums, verifiedFile, writeChecksums } from './checksums.mjs'
import { debianPackage, debianVersion } from './debian-package.mjs'
import { homebrewFormula } from './homebrew-formula.mjs'
import { distribution, layOut, packageIdentifier } from './macos-package.mjs'
import { packFolder } from './pack-folder.mjs'
import { notesOf } from './release-notes.mjs'
import { signingCommand } from './sign-binary.mjs'
import { unpack } from './unpack.mjs'

const has = (program: string) => spawnSync(program, ['--version']).error === undefined
/** It has neither modes of files nor scripts that start themselves; what is tested with them is made on Linux and macOS. */
const isWindows = process.platform === 'win32'
const version = releaseVersion()

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cowork-mdm-release-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** An archive as scripts/build-standalone.mjs makes it, around a script that prints the version. */
async function archive(platform: Platform): Promise<string> {
  const tree = join(folder, 'tree', archiveFolder(version, platform))
  const files = {
    'bin/cowork-mdm': `#!/bin/sh\necho ${version}\n`,
    'share/man/man1/cowork-mdm.1':
      '.TH COWORK-MDM 1 "" "" "User Commands"\n.SH NAME\ncowork-mdm \\- manages settings\n',
    'share/bash-completion/completions/cowork-mdm': 'complete -F _cowork_mdm cowork-mdm\n',
    'share/zsh/site-functions/_cowork-mdm': '#compdef cowork-mdm\n',
    'share/fish/vendor_completions.d/cowork-mdm.fish': 'complete -c cowork-mdm -f\n',
    'share/powershell/cowork-mdm.ps1': '#\n',
    'share/doc/cowork-mdm/LICENSE': readFileSync(join(root, 'LICENSE'), 'utf8'),
    'share/doc/cowork-mdm/THIRD-PARTY-NOTICES.txt': 'notices\n',
    'share/doc/cowork-mdm/NODE-LICENSE.txt': 'licence\n',
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    writeFileSync(join(tree, path), text)
  }
  chmodSync(join(tree, 'bin/cowork-mdm'), 0o755)
  await packFolder(tree, join(folder, archiveName(version, platform)))
  rmSync(join(folder, 'tree'), { recursive: true })
  writeChecksums(folder)
  return join(folder, archiveName(version, platform))
}

describe('archives', () => {
  test('the same files make the same archive', async () => {
    const first = readFileSync(await archive('linux-x64'))
    const second = readFileSync(await archive('linux-x64'))
    expect(second.equals(first)).toBe(true)
  })

  test.skipIf(!has('unzip'))('a zip has files with their modes below one folder', async () => {
    const zip = await archive('windows-x64')
    const listed = execFileSync('unzip', ['-Z1', zip], { encoding: 'utf8' }).trim().split('\n')
    expect(listed).toHaveLength(9)
    expect(listed[0]).toBe(`cowork-mdm-${version}-windows-x64/bin/cowork-mdm`)
  })
})

describe('checksums', () => {
  test.skipIf(!has('sha256sum'))('are what sha256sum checks', async () => {
    await archive('linux-x64')
    const { status, stdout } = spawnSync('sha256sum', ['--check', 'checksums.txt'], { cwd: folder, encoding: 'utf8' })
    expect([status, stdout]).toEqual([0, `${archiveName(version, 'linux-x64')}: OK\n`])
  })

  test('a file that was changed is refused, and one that is not listed', async () => {
    writeFileSync(await archive('linux-x64'), 'something else')
    expect(() => verifiedFile(folder, archiveName(version, 'linux-x64'))).toThrow(
      /to have checksum [0-9a-f]{64}, found/,
    )
    expect(() => verifiedFile(folder, 'other.tar.gz')).toThrow('Expected other.tar.gz in checksums.txt')
    expect(() => debianPackage(folder, 'amd64')).toThrow('to have checksum')
    expect(readdirSync(folder).filter((name) => name.endsWith('.deb'))).toEqual([])
  })

  test('a list that is none is refused', () => {
    writeFileSync(join(folder, 'checksums.txt'), '<html>\n')
    expect(() => readChecksums(folder)).toThrow(
      'Expected lines as sha256sum writes them in checksums.txt, found "<html>".',
    )
  })
})

describe('Homebrew formula', () => {
  const sums = Object.fromEntries(
    PLATFORMS.map((platform, index) => [archiveName('1.2.3', platform), String(index).repeat(64)]),
  )
  const formula = homebrewFormula({ version: '1.2.3', home: 'https://example.org/p', checksum: (name) => sums[name]! })

  test('each system gets its own archive and checksum', () => {
    const sources = [...formula.matchAll(/url "(.*)"\n *sha256 "(.)\2{63}"/g)].map(([, url, digit]) => [url, digit])
    const base = 'https://example.org/p/releases/download/v1.2.3/cowork-mdm-1.2.3'
    expect(sources).toEqual([
      [`${base}-macos-arm64.tar.gz`, '2'],
      [`${base}-macos-x64.tar.gz`, '3'],
      [`${base}-linux-arm64.tar.gz`, '0'],
      [`${base}-linux-x64.tar.gz`, '1'],
    ])
  })

  test.skipIf(!has('ruby'))('is Ruby', () => {
    const { status, stdout, stderr } = spawnSync('ruby', ['-wc'], { input: formula, encoding: 'utf8' })
    expect([status, stdout.trim(), stderr]).toEqual([0, 'Syntax OK', ''])
  })
})

describe.skipIf(!has('dpkg-deb'))('Debian package', () => {
  const query = (...args: string[]) => execFileSync('dpkg-deb', args, { encoding: 'utf8' })

  test('says what it is', async () => {
    await archive('linux-x64')
    const lines = query('--field', debianPackage(folder, 'amd64')).split('\n')
    const fields: unknown = Object.fromEntries(
      lines.filter((line) => /^\w/.test(line)).map((line) => line.split(/: (.*)/, 2)),
    )
    expect(fields).toMatchObject({
      Package: 'cowork-mdm',
      Version: debianVersion(version),
      Architecture: 'amd64',
      Homepage: home,
      Section: 'admin',
    })
    expect([...readChecksums(folder).keys()].sort()).toEqual([
      archiveName(version, 'linux-x64'),
      `cowork-mdm_${debianVersion(version)}_amd64.deb`,
    ])
  })

  test('has its files where Debian looks for them, owned by root', async () => {
    await archive('linux-arm64')
    const lines = query('--contents', debianPackage(folder, 'arm64')).trim().split('\n')
    const files = lines.map((line) => line.split(/\s+/)).filter(([mode]) => !mode!.startsWith('d'))
    expect(files.map(([mode, owner, , , , path]) => `${mode} ${owner} ${path}`)).toEqual([
      '-rwxr-xr-x root/root ./usr/bin/cowork-mdm',
      '-rw-r--r-- root/root ./usr/share/bash-completion/completions/cowork-mdm',
      '-rw-r--r-- root/root ./usr/share/doc/cowork-mdm/NODE-LICENSE.txt',
      '-rw-r--r-- root/root ./usr/share/doc/cowork-mdm/THIRD-PARTY-NOTICES.txt',
      '-rw-r--r-- root/root ./usr/share/doc/cowork-mdm/changelog.gz',
      '-rw-r--r-- root/root ./usr/share/doc/cowork-mdm/copyright',
      '-rw-r--r-- root/root ./usr/share/fish/vendor_completions.d/cowork-mdm.fish',
      '-rw-r--r-- root/root ./usr/share/lintian/overrides/cowork-mdm',
      '-rw-r--r-- root/root ./usr/share/man/man1/cowork-mdm.1.gz',
      '-rw-r--r-- root/root ./usr/share/zsh/vendor-completions/_cowork-mdm',
    ])
  })

  test.skipIf(process.getuid?.() !== 0 || !has('dpkg'))(
    'dpkg installs it into a root folder, and removes it',
    async () => {
      await archive('linux-x64')
      const target = join(folder, 'root')
      const admin = join(target, 'var/lib/dpkg')
      for (const path of ['info', 'updates', 'triggers']) mkdirSync(join(admin, path), { recursive: true })
      writeFileSync(join(admin, 'status'), '')
      const dpkg = (...args: string[]) =>
        spawnSync('dpkg', [`--root=${target}`, '--force-depends', ...args], { encoding: 'utf8' })
      expect(dpkg('--install', debianPackage(folder, 'amd64'))).toMatchObject({ status: 0 })
      expect(execFileSync(join(target, 'usr/bin/cowork-mdm'), { encoding: 'utf8' })).toBe(`${version}\n`)
      expect(dpkg('--verify', 'cowork-mdm')).toMatchObject({ status: 0, stdout: '' })
      expect(dpkg('--remove', 'cowork-mdm')).toMatchObject({ status: 0 })
      expect(existsSync(join(target, 'usr'))).toBe(false)
    },
  )

  test.skipIf(!has('lintian'))('lintian finds nothing but that it is no package of Debian itself', async () => {
    await archive('linux-x64')
    const { stdout } = spawnSync(
      'lintian',
      ['--allow-root', '--tag-display-limit', '0', debianPackage(folder, 'amd64')],
      {
        encoding: 'utf8',
      },
    )
    // The script in place of Node is no binary, so that what is overridden is not there.
    expect(
      stdout.split('\n').filter((line) => line !== '' && !/mismatched-override|unused-override/.test(line)),
    ).toEqual([])
  })

  test.each([
    ['1.2.3', '1.2.3'],
    ['1.2.3-rc.1', '1.2.3~rc.1'],
    ['1.2.3-next-2', '1.2.3~next-2'],
  ])('version %s is %s there', (semantic, debian) => expect(debianVersion(semantic)).toBe(debian))

  test.skipIf(!has('dpkg'))('a pre-release is older than its release', () => {
    const older = [debianVersion('1.2.3-rc.1'), 'lt', debianVersion('1.2.3')]
    expect(spawnSync('dpkg', ['--compare-versions', ...older]).status).toBe(0)
  })
})

describe('macOS package', () => {
  test.skipIf(isWindows)('everything is below /opt/cowork-mdm, with links below /usr/local', async () => {
    unpack(await archive('macos-arm64'), join(folder, 'unpacked'))
    const target = join(folder, 'root')
    layOut(join(folder, 'unpacked', archiveFolder(version, 'macos-arm64')), target)
    expect(statSync(join(target, 'opt/cowork-mdm/bin/cowork-mdm')).mode & 0o777).toBe(0o755)
    const links = ['usr/local/bin/cowork-mdm', 'usr/local/share/man/man1/cowork-mdm.1']
    expect(links.map((link) => readlinkSync(join(target, link)))).toEqual([
      '/opt/cowork-mdm/bin/cowork-mdm',
      '/opt/cowork-mdm/share/man/man1/cowork-mdm.1',
    ])
    const zsh = readlinkSync(join(target, 'usr/local/share/zsh/site-functions/_cowork-mdm'))
    expect(statSync(join(target, zsh)).isFile()).toBe(true)
  })

  test('is named after the project', () => {
    expect(packageIdentifier('https://github.com/owner/cowork-mdm')).toBe('com.github.owner.cowork-mdm')
  })

  test.skipIf(!has('xmllint'))('what Installer reads is XML, for one architecture', () => {
    const xml = distribution({ version: '1.2.3', architecture: 'arm64', identifier: 'com.example.tool' })
    const [arch, ref] = ['//options/@hostArchitectures', '//pkg-ref[text()]'].map((path) =>
      execFileSync('xmllint', ['--xpath', `string(${path})`, '-'], { input: xml, encoding: 'utf8' }).trim(),
    )
    expect([arch, ref]).toEqual(['arm64', 'component.pkg'])
  })
})

describe('signatures', () => {
  test('V8 may compile at run time, and nothing else is allowed', () => {
    expect(parse(readFileSync(join(root, 'scripts/release/entitlements.plist'), 'utf8'))).toEqual({
      'com.apple.security.cs.allow-jit': true,
      'com.apple.security.cs.allow-unsigned-executable-memory': true,
    })
  })

  test.each([
    ['ad hoc without a certificate', {}, ['--sign', '-'], '--timestamp=none'],
    ['ad hoc with an empty one', { MACOS_SIGN_IDENTITY: '' }, ['--sign', '-'], '--timestamp=none'],
    ['by Developer ID', { MACOS_SIGN_IDENTITY: 'Developer ID' }, ['--sign', 'Developer ID'], '--timestamp'],
  ])('macOS: %s, with the hardened runtime', (_, env, identity, stamp) => {
    const command = signingCommand('/x/tool', 'darwin', env)!
    expect(command.slice(0, 3)).toEqual(['codesign', ...identity])
    expect(command.slice(3)).toEqual([
      '--force',
      '--options',
      'runtime',
      '--entitlements',
      join(root, 'scripts/release/entitlements.plist'),
      stamp,
      '/x/tool',
    ])
  })

  test('Windows: only where there is a certificate; Linux: never', () => {
    expect(signingCommand('tool.exe', 'win32', {})).toBeUndefined()
    expect(signingCommand('tool', 'linux', { WINDOWS_CERTIFICATE_FILE: 'c.pfx' })).toBeUndefined()
    const env = { WINDOWS_CERTIFICATE_FILE: 'c.pfx', WINDOWS_CERTIFICATE_PASSWORD: 'p', SIGNTOOL: 's.exe' }
    expect(signingCommand('tool.exe', 'win32', env)!.slice(0, 6)).toEqual(['s.exe', 'sign', '/f', 'c.pfx', '/p', 'p'])
  })
})

describe.skipIf(isWindows)('publish-packages.mjs', () => {
  /** Packages of these versions, published by a stand-in for npm that knows `known` already: its calls, and what is printed. */
  function publish(packages: Record<string, string>, { token = 'npm_secret', known = '' } = {}) {
    const [tarballs, tools, log] = ['packed', 'npm-tools', 'npm-calls'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    for (const made of [tarballs, tools]) mkdirSync(made)
    writeFileSync(log, '')
    for (const [name, version] of Object.entries(packages)) {
      mkdirSync(join(folder, 'package'), { recursive: true })
      writeFileSync(join(folder, 'package/package.json'), JSON.stringify({ name, version }))
      const tarball = join(tarballs, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`)
      execFileSync('tar', ['-czf', tarball, '-C', folder, 'package'])
    }
    const npm = `#!/bin/sh
case $1 in
  config) echo https://registry.example/npm/ ;;
  view) [ "$2" != '${known}' ] || echo "\${2##*@}" ;;
  *) echo "$*" >>'${log}'; cat "$NPM_CONFIG_USERCONFIG" >>'${log}' ;;
esac
`
    writeFileSync(join(tools, 'npm'), npm, { mode: 0o755 })
    const env = { ...process.env, NPM_TOKEN: token, PATH: tools + delimiter + process.env.PATH }
    const script = join(root, 'scripts/release/publish-packages.mjs')
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, tarballs], { env, encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
    return { calls: readFileSync(log, 'utf8').replaceAll(tarballs, '…').trim().split('\n'), stdout }
  }
  const CONFIG = '//registry.example/npm/:_authToken=${NPM_TOKEN}'

  test('publishes libraries before the command line, with provenance; the token stands nowhere', () => {
    const { calls } = publish({ 'cowork-mdm': '1.2.3', '@cowork-mdm/schema': '1.2.3' })
    expect(calls).toEqual([
      'publish …/cowork-mdm-schema-1.2.3.tgz --provenance --access public',
      CONFIG,
      'publish …/cowork-mdm-1.2.3.tgz --provenance --access public',
      CONFIG,
    ])
  })

  test('a run that is started again passes over what is there, and a pre-release is not what people get', () => {
    const packages = { 'cowork-mdm': '1.2.3-rc.1', '@cowork-mdm/schema': '1.2.3-rc.1' }
    const { calls, stdout } = publish(packages, { known: '@cowork-mdm/schema@1.2.3-rc.1' })
    expect(calls).toEqual(['publish …/cowork-mdm-1.2.3-rc.1.tgz --provenance --access public --tag next', CONFIG])
    expect(stdout).toBe('@cowork-mdm/schema 1.2.3-rc.1 is published already.\n')
  })

  test('without a token nothing is published, and the run says so', () => {
    const { calls, stdout } = publish({ 'cowork-mdm': '1.2.3' }, { token: '' })
    expect([calls, stdout]).toEqual([[''], expect.stringContaining('::warning::NPM_TOKEN is not set')])
  })
})

describe.skipIf(isWindows)('create-release.sh', () => {
  /** What it calls gh with, which says whether there is a release, and which fails at the upload where it is told to. */
  function calls(tag: string, { isThere = false, fails = false, notes = 'Notes.' } = {}): string[] {
    const [files, tools] = [join(folder, 'files'), join(folder, 'tools')]
    for (const made of [files, tools]) mkdirSync(made, { recursive: true })
    writeFileSync(join(files, 'a.tar.gz'), '')
    writeFileSync(join(folder, 'notes.md'), notes)
    const log = join(folder, 'calls')
    writeFileSync(log, '')
    const script = `#!/bin/sh\n[ "$2" = view ] && exit ${isThere ? 0 : 1}\necho "$*" >>'${log}'\n[ "$2" != upload ] || exit ${fails ? 1 : 0}\n`
    writeFileSync(join(tools, 'gh'), script, { mode: 0o755 })
    const env = { ...process.env, GITHUB_REF_NAME: tag, PATH: tools + delimiter + process.env.PATH }
    const { status } = spawnSync(
      'bash',
      [join(root, 'scripts/release/create-release.sh'), files, join(folder, 'notes.md')],
      { env },
    )
    expect(status).toBe(fails ? 1 : 0)
    return readFileSync(log, 'utf8').replaceAll(folder, '…').trim().split('\n')
  }

  test('nobody sees a release before its files are there', () => {
    expect(calls('v1.2.3')).toEqual([
      'release create v1.2.3 --draft --verify-tag --title v1.2.3 --notes-file …/notes.md',
      'release upload v1.2.3 …/files/a.tar.gz --clobber',
      'release edit v1.2.3 --draft=false',
    ])
  })

  test('a run that failed leaves a draft, and the next one goes on with it', () => {
    expect(calls('v1.2.3-rc.1', { fails: true, notes: '\n' })).toEqual([
      'release create v1.2.3-rc.1 --draft --verify-tag --title v1.2.3-rc.1 --prerelease --generate-notes',
      'release upload v1.2.3-rc.1 …/files/a.tar.gz --clobber',
    ])
    expect(calls('v1.2.3-rc.1', { isThere: true })).toEqual([
      'release upload v1.2.3-rc.1 …/files/a.tar.gz --clobber',
      'release edit v1.2.3-rc.1 --draft=false',
    ])
  })
})

test('release notes are the section of the version', () => {
  const changelog = '# cowork-mdm\n\n## 1.2.0\n\n### Minor Changes\n\n- new\n\n## 1.1.0\n\n- old\n'
  expect(notesOf(changelog, '1.2.0')).toBe('### Minor Changes\n\n- new')
  expect(notesOf(changelog, '1.1.0')).toBe('- old')
  expect(notesOf(changelog, '1.1')).toBe('')
})

test('every package names the project alike', () => {
  const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)
  const manifests = packages.flatMap((directory) => {
    const file = join(root, directory, 'package.json')
    if (!existsSync(file)) return []
    return [{ directory, manifest: JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown> }]
  })
  expect(manifests.length).toBeGreaterThan(10)
  expect(HOME_URL).toBe(home)
  for (const { directory, manifest } of manifests.filter((each) => each.manifest.private !== true)) {
    expect(manifest).toMatchObject({
      homepage: home,
      bugs: `${home}/issues`,
      repository: { type: 'git', url: `git+${home}.git`, directory },
    })
  }
})
