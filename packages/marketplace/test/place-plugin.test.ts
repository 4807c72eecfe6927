import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { localHost } from '@cowork-mdm/machine'
import { expect, test } from 'vitest'
import { placePlugin } from '../src/store/place-plugin.js'
import type { PlaceState } from '../src/store/placement.js'
import { contents } from './support/machine.js'
import { folderInMemory } from '@cowork-mdm/test-support/temporary-folder'

test.each<[string, PlaceState, PlaceState]>([
  ['comes', null, { link: '/clones/market/current/one' }],
  ['goes', { link: '/clones/market/current/one' }, null],
  ['goes back', { copy: '/clones/one', version: '{}' }, { link: '/clones/market/current/one' }],
])('what somebody has put there in the meantime stays where a plugin %s', async (_, from, to) => {
  const orgPlugins = join(folderInMemory(), 'app/org-plugins')
  const path = join(orgPlugins, 'one')
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'letter.txt'), 'mine')
  for (const state of [to, from]) await placePlugin(localHost(), { plugin: 'one', path, from, to }, state)
  expect(contents(orgPlugins)).toEqual({ 'one/letter.txt': 'mine' })
})
