import { ArrayValue, ObjectValue, type Value } from '../evaluate/values.js'

/**
 * Properties that say how the app shows and offers a setting, and when it takes one for set: nothing that a document tells.
 * Titles and descriptions are told, but as prose.
 */
const LEFT_OUT: ReadonlySet<string> = new Set(
  (
    'title description label placeholder suffix group groupOverride order control mono customRenderer optionLabels optionValues addLabel ' +
    'presets isPrimaryKey requiredMessage predicates egressRequirements egressRequirementsLabel betaFeatureKey checkDropped ' +
    'notAPresenceSignal gatewayServable hostedServable id examples'
  ).split(' '),
)

/** The facts in a metadata object, with an account of those that nothing read. */
export class Facts {
  private readonly known = new Set<string>()
  private readonly parts = new Map<string, Facts[]>()

  constructor(
    private readonly object: ObjectValue,
    /** The properties that lead to it from the metadata, each followed by a dot. */
    private readonly path = '',
  ) {}

  has(name: string): boolean {
    return this.object.has(name)
  }

  /** What `as` makes of a property; undefined where there is none, or where `as` does not know its value, which is unread then. */
  read<T>(name: string, as: (value: Value) => T | undefined): T | undefined {
    const slot = this.object.slots.get(name)
    if (!slot || !('value' in slot)) return undefined
    const fact = slot.value === undefined ? undefined : as(slot.value)
    if (fact !== undefined || slot.value === undefined) this.known.add(name)
    return fact
  }

  /** The facts of an object at a property, or of each object in a list there. */
  inside(name: string): Facts[] {
    const known = this.parts.get(name)
    if (known) return known
    const value = this.object.plain(name)
    const entries = value instanceof ArrayValue && !value.open ? value.items : [value]
    if (!entries.every((entry) => entry instanceof ObjectValue)) return []
    const parts = entries.map((entry) => new Facts(entry, `${this.path}${name}.`))
    this.known.add(name)
    this.parts.set(name, parts)
    return parts
  }

  /** Marks a property as read whose value is of no interest. */
  pass(name: string): void {
    this.known.add(name)
  }

  /** Marks a property as unread that was read in part. */
  reject(name: string): void {
    this.known.delete(name)
  }

  /** Properties that nothing read, with the way to them, sorted. */
  unread(): string[] {
    const own = [...this.object.slots.keys()].filter((name) => !this.known.has(name) && !LEFT_OUT.has(name))
    const spread = this.object.open ? ['what is spread into it'] : []
    const inner = [...this.parts.values()].flat().flatMap((part) => part.unread())
    return [...new Set([...[...own, ...spread].map((name) => this.path + name), ...inner])].sort()
  }
}
