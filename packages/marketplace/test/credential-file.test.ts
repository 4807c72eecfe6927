import { chmodSync, chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { localHost } from '@cowork-mdm/machine'
import { expect, test } from 'vitest'
import { checkCredentialFile, credentialFor } from '../src/git/credential-file.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

function credentialFile(...lines: string[]): string {
  const path = join(folderInMemory(), 'credentials')
  writeFileSync(path, `${lines.join('\n')}\n`)
  chmodSync(path, 0o600)
  return path
}

test('those of the very server are given, by protocol, host and port', async () => {
  const path = credentialFile(
    'http://plain:a@git.example.com',
    'https://other:b@git.example.com:8443',
    'nonsense',
    'https://ann:p%40ss@git.example.com',
  )
  const of = async (url: string) => await credentialFor(localHost(), path, url)
  expect(await of('https://git.example.com/x.zip')).toEqual({ username: 'ann', password: 'p@ss' })
  expect(await of('https://git.example.com:8443/x.zip')).toEqual({ username: 'other', password: 'b' })
  expect(await of('https://git.example.com.evil.test/x.zip')).toBeUndefined()
})

test('a percent sign that begins no escape is one', async () => {
  const path = credentialFile('https://ann:100%@git.example.com')
  expect(await credentialFor(localHost(), path, 'https://git.example.com/x.zip')).toEqual({
    username: 'ann',
    password: '100%',
  })
})

test.runIf(process.getuid?.() === 0)('root takes none that another user could have written', async () => {
  const path = credentialFile('https://ann:b@git.example.com')
  await checkCredentialFile(localHost(), path)
  chownSync(path, 65534, 65534)
  await expect(checkCredentialFile(localHost(), path)).rejects.toMatchObject({
    code: 'credential-file-open',
    message: expect.stringContaining('the owner 65534'),
  })
})
