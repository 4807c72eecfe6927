import { stringify } from 'yaml'
import type { EncodeInput, FileBytes, Format } from '../../format.js'
import { slug } from '../../identity/slug.js'
import { note } from '../../notes.js'
import { encodeUtf8 } from '../../text/decode-text.js'
import { decodeMobileconfig } from '../mobileconfig/decode-mobileconfig.js'
import { encodeMobileconfig } from '../mobileconfig/encode-mobileconfig.js'
import { mobileconfig } from '../mobileconfig/mobileconfig.js'
import { DIRECT } from '../mobileconfig/payload-forms.js'
import { profileAmong } from '../mobileconfig/profile-among.js'

/** Where `fleetctl new` puts profiles (cmd/fleetctl/fleetctl/templates/new in fleetdm/fleet). */
const FOLDER = 'platforms/macos/configuration-profiles'

/** `$NAME` and `${NAME}`, which `fleetctl gitops` takes for a variable (fleetdm/fleet, release 4.51.0). */
const VARIABLE = /\$\{?[A-Za-z_]/

/**
 * Fleet, by GitOps: a profile, and a fleet's YAML that names it, to be merged into the one there is. The names of fields are
 * those of 4.83 and later; before, they were `macos_settings` and `custom_settings` (pkg/spec in fleetdm/fleet).
 */
export const fleet: Format = {
  ...mobileconfig,
  title: 'Fleet GitOps (4.83 or later): profile and fragment of a fleet',
  extensions: ['.fleet.yml'],
  encode: (input) => {
    const [profile] = encodeMobileconfig(input, DIRECT) as [FileBytes]
    noteVariables(input)
    const path = `${FOLDER}/${profile.path}`
    const profiles = [{ path: `../${path}` }]
    const fragment = stringify({ controls: { apple_settings: { configuration_profiles: profiles } } })
    return [
      { path, bytes: profile.bytes },
      { path: `fleets/${slug(input.profile)}.fleet.yml`, bytes: encodeUtf8(fragment) },
    ]
  },
  decode: (files, options) => decodeMobileconfig([profileAmong(files)], options),
}

function noteVariables({ settings, notes }: EncodeInput): void {
  for (const { name, value } of settings)
    if (VARIABLE.test(JSON.stringify(value))) notes.push(note('substituted', { key: name, detail: 'Fleet' }))
}
