/** Names modules as they are imported: `@cowork-mdm/profile/io` for `profile/src/io`. */
export function load(app) {
  app.converter.on('resolveBegin', ({ project }) => {
    for (const module of project.children ?? []) module.name = `@cowork-mdm/${module.name.replace('/src', '')}`
  })
}
