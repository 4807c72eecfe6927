import type { SchemaShape } from '@cowork-mdm/schema'
import type { Script } from '../code/script.js'
import type { Program } from '../evaluate/program.js'
import type { ObjectValue, Place } from '../evaluate/values.js'
import type { ZodValue } from '../zod/zod-value.js'
import type { Anchor } from './anchors.js'

/** A setting as a shape's adapter finds it: a name, a schema, and the metadata filed with it. */
export interface FoundSetting {
  name: string
  /** Absent when the declaration was seen but its schema could not be evaluated. */
  schema: ZodValue | undefined
  /** Why there is no schema. */
  unresolved?: string
  metadata: ObjectValue
  place: Place
  path?: string[]
  providers?: string[]
  credentialKinds?: string[]
}

/** A way in which releases declare their settings. */
export interface ShapeAdapter {
  shape: SchemaShape
  /** Property names in the metadata; a script that carries all of them is worth reading. The rarest comes first. */
  anchors: readonly Anchor[]
  /** How promising a script is, 0 for not at all, where that is more than carrying all anchors. */
  candidate?(bytes: Buffer): number
  /** Reads the copy in a script; empty when the anchors meant something else. */
  read(program: Program, script: Script): FoundSetting[]
}
