import type { Target } from '../target.js'

/** How a console writes what it fills in for each device. Names are in upper and lower case as they have to be. */
export interface TokenSyntax {
  target: Target
  /** The whole token; the first group is its name. */
  form: RegExp
  names: ReadonlySet<string> | RegExp
  /** Nothing else is written like that: an unknown name is a mistake. */
  isOwn?: true
  source: string
}

const words = (list: string) => new Set(list.split(' '))

export const TOKENS: readonly TokenSyntax[] = [
  {
    target: 'intune',
    form: /\{\{([A-Za-z0-9_]+)\}\}/g,
    names: words(
      'userprincipalname mail partialupn accountid deviceid aaddeviceid userid username serialnumber ' +
        'serialnumberlast4digits udidlast4digits',
    ),
    isOwn: true,
    source: 'Microsoft, custom settings for macOS and tokens of app configuration policies',
  },
  {
    target: 'fleet',
    form: /\$\{?(FLEET_(?:VAR|SECRET)_[A-Za-z0-9_]+)\}?/gi,
    names:
      /^FLEET_(?:SECRET_[A-Z0-9_]+|VAR_(?:HOST_(?:UUID|PLATFORM|HARDWARE_SERIAL|END_USER_(?:EMAIL_IDP|IDP_[A-Z_]+))|(?:NDES|DIGICERT|CUSTOM_SCEP|SCEP|SMALLSTEP|HYDRANT)_[A-Z0-9_]+))$/,
    isOwn: true,
    source: 'Fleet, variables in configuration profiles',
  },
  {
    target: 'jamf',
    form: /\$([A-Z][A-Z0-9_]*)\b/gi,
    names:
      /^(?:COMPUTERNAME|DEVICENAME|SITEID|SITENAME|UDID|SERIALNUMBER|USERNAME|FULLNAME|REALNAME|EMAIL|PHONE|POSITION|ROOM|DEPARTMENTID|DEPARTMENTNAME|BUILDINGID|BUILDINGNAME|MACADDRESS|JSSID|PROFILEJSSID|MANAGEMENTID|EXTENSIONATTRIBUTE_\d+)$/,
    source: 'Jamf Pro, payload variables of computer configuration profiles',
  },
  {
    target: 'iru',
    form: /\$([A-Z][A-Z0-9_]*)\b/gi,
    names: words(
      'FULL_NAME EMAIL EMAIL_PREFIX DEVICE_NAME DEVICE_ID SERIAL_NUMBER UDID ASSET_TAG BLUEPRINT_NAME BLUEPRINT_ID ' +
        'DEPARTMENT JOB_TITLE PROFILE_UUID',
    ),
    source: 'Iru (Kandji), global variables',
  },
  {
    target: 'workspace-one',
    form: /(?<![${])\{([A-Z][A-Za-z]+)\}(?!\})/gi,
    names: words(
      'DeviceSerialNumber DeviceUid DeviceFriendlyName DeviceAssetNumber DeviceWLANMac DevicePlatform EmailAddress ' +
        'EmailUserName EmailDomain EnrollmentUser EnrollmentUserId FirstName LastName UserPrincipalName GroupIdentifier',
    ),
    source: 'Workspace ONE UEM, lookup values',
  },
]

export function knows({ names }: TokenSyntax, name: string): boolean {
  return names instanceof RegExp ? names.test(name) : names.has(name)
}

/** The name that differs from a wrong one only in upper and lower case. */
export function rightName({ names }: TokenSyntax, name: string): string | undefined {
  if (names instanceof RegExp) return [name.toLowerCase(), name.toUpperCase()].find((other) => names.test(other))
  return [...names].find((other) => other.toLowerCase() === name.toLowerCase())
}
