import type { Rule } from './rule.js'
import { admxRef } from './rules/admx-ref.js'
import { bootstrapRefused } from './rules/bootstrap-refused.js'
import { bootstrapReplaces } from './rules/bootstrap-replaces.js'
import { byteOrderMark } from './rules/byte-order-mark.js'
import { cannotRead } from './rules/cannot-read.js'
import { defaultChanged } from './rules/default-changed.js'
import { deprecatedKey } from './rules/deprecated-key.js'
import { domainCollision } from './rules/domain-collision.js'
import { droppedEntries } from './rules/dropped-entries.js'
import { egressListGap } from './rules/egress-list-gap.js'
import { egressMissingHost } from './rules/egress-missing-host.js'
import { egressWildcard } from './rules/egress-wildcard.js'
import { envVarInPath } from './rules/env-var-in-path.js'
import { extensionPolicy } from './rules/extension-policy.js'
import { foreignPath } from './rules/foreign-path.js'
import { helperArgs } from './rules/helper-args.js'
import { hiveHidden } from './rules/hive-hidden.js'
import { hostPattern } from './rules/host-pattern.js'
import { invalidSuppression } from './rules/invalid-suppression.js'
import { invalidValue } from './rules/invalid-value.js'
import { jamfUnsignedDirect } from './rules/jamf-unsigned-direct.js'
import { jsonInnerSchema } from './rules/json-inner-schema.js'
import { keyAppVersion } from './rules/key-app-version.js'
import { lineEndings } from './rules/line-endings.js'
import { lockoutScope } from './rules/lockout-scope.js'
import { mdmToken } from './rules/mdm-token.js'
import { modelAlias } from './rules/model-alias.js'
import { nativeArrayOrDict } from './rules/native-array-or-dict.js'
import { payloadDisplayname } from './rules/payload-displayname.js'
import { payloadEnvelope } from './rules/payload-envelope.js'
import { payloadIdentifierFormat } from './rules/payload-identifier-format.js'
import { payloadIdentifierUnique } from './rules/payload-identifier-unique.js'
import { payloadScope } from './rules/payload-scope.js'
import { payloadSettingsUnforced } from './rules/payload-settings-unforced.js'
import { payloadUuidChurn } from './rules/payload-uuid-churn.js'
import { payloadUuidDuplicate } from './rules/payload-uuid-duplicate.js'
import { payloadUuidPlaceholder } from './rules/payload-uuid-placeholder.js'
import { payloadVersionType } from './rules/payload-version-type.js'
import { platformSetting } from './rules/platform-setting.js'
import { policyTextLength } from './rules/policy-text-length.js'
import { providerCredential } from './rules/provider-credential.js'
import { providerCredentialShadowed } from './rules/provider-credential-shadowed.js'
import { providerForeign } from './rules/provider-foreign.js'
import { providerMissing } from './rules/provider-missing.js'
import { regEncoding } from './rules/reg-encoding.js'
import { renamedKey } from './rules/renamed-key.js'
import { retiredForm } from './rules/retired-form.js'
import { riskyValue } from './rules/risky-value.js'
import { secretInline } from './rules/secret-inline.js'
import { setTwice } from './rules/set-twice.js'
import { settingConflict } from './rules/setting-conflict.js'
import { settingDependency } from './rules/setting-dependency.js'
import { sizeLimit } from './rules/size-limit.js'
import { strayBackslash } from './rules/stray-backslash.js'
import { strictTypes } from './rules/strict-types.js'
import { subkeyUnread } from './rules/subkey-unread.js'
import { targetFormat } from './rules/target-format.js'
import { templateFieldLength } from './rules/template-field-length.js'
import { unknownKey } from './rules/unknown-key.js'
import { unreadableType } from './rules/unreadable-type.js'
import { unresolvedPlaceholder } from './rules/unresolved-placeholder.js'
import { unusedSuppression } from './rules/unused-suppression.js'
import { urlInsecure } from './rules/url-insecure.js'
import { xmlDeclaration } from './rules/xml-declaration.js'

/** Every rule by its identifier, in the order of the documentation. */
export const RULES = {
  'cannot-read': cannotRead,
  'unresolved-placeholder': unresolvedPlaceholder,
  'mdm-token': mdmToken,
  'unreadable-type': unreadableType,
  'native-array-or-dict': nativeArrayOrDict,
  'json-inner-schema': jsonInnerSchema,
  'invalid-value': invalidValue,
  'dropped-entries': droppedEntries,
  'stray-backslash': strayBackslash,
  'subkey-unread': subkeyUnread,
  'provider-missing': providerMissing,
  'provider-credential': providerCredential,
  'provider-credential-shadowed': providerCredentialShadowed,
  'provider-foreign': providerForeign,
  'model-alias': modelAlias,
  'unknown-key': unknownKey,
  'renamed-key': renamedKey,
  'set-twice': setTwice,
  'key-app-version': keyAppVersion,
  'deprecated-key': deprecatedKey,
  'retired-form': retiredForm,
  'default-changed': defaultChanged,
  'platform-setting': platformSetting,
  'payload-envelope': payloadEnvelope,
  'payload-uuid-duplicate': payloadUuidDuplicate,
  'payload-uuid-placeholder': payloadUuidPlaceholder,
  'payload-uuid-churn': payloadUuidChurn,
  'payload-identifier-unique': payloadIdentifierUnique,
  'payload-identifier-format': payloadIdentifierFormat,
  'payload-version-type': payloadVersionType,
  'payload-scope': payloadScope,
  'payload-displayname': payloadDisplayname,
  'payload-settings-unforced': payloadSettingsUnforced,
  'secret-inline': secretInline,
  'url-insecure': urlInsecure,
  'env-var-in-path': envVarInPath,
  'helper-args': helperArgs,
  'foreign-path': foreignPath,
  'egress-missing-host': egressMissingHost,
  'egress-list-gap': egressListGap,
  'egress-wildcard': egressWildcard,
  'host-pattern': hostPattern,
  'risky-value': riskyValue,
  'extension-policy': extensionPolicy,
  'domain-collision': domainCollision,
  'setting-dependency': settingDependency,
  'setting-conflict': settingConflict,
  'bootstrap-replaces': bootstrapReplaces,
  'bootstrap-refused': bootstrapRefused,
  'hive-hidden': hiveHidden,
  'lockout-scope': lockoutScope,
  'target-format': targetFormat,
  'size-limit': sizeLimit,
  'policy-text-length': policyTextLength,
  'template-field-length': templateFieldLength,
  'admx-ref': admxRef,
  'strict-types': strictTypes,
  'jamf-unsigned-direct': jamfUnsignedDirect,
  'byte-order-mark': byteOrderMark,
  'xml-declaration': xmlDeclaration,
  'reg-encoding': regEncoding,
  'line-endings': lineEndings,
  'invalid-suppression': invalidSuppression,
  'unused-suppression': unusedSuppression,
} as const satisfies Record<string, Rule>

export type RuleId = keyof typeof RULES
