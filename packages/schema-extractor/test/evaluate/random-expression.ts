import fc from 'fast-check'

const NAMES = ['a', 'b', 'c', 'd']
const LITERALS = [
  '0',
  '1',
  '-1',
  '2.5',
  '3n',
  '""',
  '"a"',
  '"b,c"',
  '" x "',
  '"10"',
  'true',
  'false',
  'null',
  'undefined',
  'NaN',
  '[]',
  '{}',
  '/a/',
  '/b,?/g',
  'q',
]
const BINARY = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  '==',
  '!=',
  '===',
  '!==',
  '<',
  '>',
  '<=',
  '>=',
  '&&',
  '||',
  '??',
  '&',
  '|',
  '^',
  '<<',
  '>>',
  '>>>',
  ',',
]
const UNARY = ['!', '-', '+', '~', 'typeof ', 'void ']
const METHODS = [
  'trim()',
  'toUpperCase()',
  'slice(1)',
  'slice(-1)',
  'at(0)',
  'at(-1)',
  'indexOf("a")',
  'includes(1)',
  'includes("a")',
  'concat([1])',
  'concat("z")',
  'split(",")',
  'split("")',
  'replace("a","b")',
  'replace(/a|b/g,"$&$&")',
  'replaceAll("a","")',
  'match(/[a-c]/)',
  'search(/b/)',
  'startsWith("a")',
  'repeat(2)',
  'padStart(4)',
  'charCodeAt(0)',
  'map(a=>a+1)',
  'map((a,b)=>b)',
  'filter(a=>a)',
  'find(a=>a>0)',
  'some(a=>a)',
  'every(a=>a)',
  'reduce((a,b)=>a+b,0)',
  'join()',
  'join("-")',
  'reverse()',
  'flat()',
  'flatMap(a=>[a,a])',
  'push(1)',
  'pop()',
  'shift()',
  'sort()',
  'forEach(a=>a)',
  'toString()',
  'hasOwnProperty("a")',
  'has(1)',
  'get("a")',
  'add(1)',
  'test("a")',
  'exec("ab")',
  'call(1)',
  'nothing()',
]
const PROPERTIES = ['length', 'a', 'b', '0', '1', 'constructor', '__proto__', 'source', 'size', 'toString']
const CALLS = [
  'Object.keys',
  'Object.values',
  'Object.entries',
  'Object.freeze',
  'Array.isArray',
  'Array.from',
  'Array.of',
  'String',
  'Number',
  'Boolean',
  'parseInt',
  'Math.max',
  'Math.floor',
  'JSON.stringify',
  'Number.isInteger',
  'new Set',
  'new Map',
  'Object.assign',
  'Object.fromEntries',
]

/** Source texts of expressions that evaluation may meet, of every kind it follows and some it does not; `q` is unknown. */
export const randomExpression: fc.Arbitrary<string> = fc.letrec<Record<'expression' | 'statement', string>>((tie) => {
  const expression = tie('expression')
  const name = fc.constantFrom(...NAMES)
  const list = fc.array(
    fc.oneof(
      { weight: 5, arbitrary: expression },
      expression.map((part) => `...${part}`),
    ),
    { maxLength: 3 },
  )
  const property = fc.oneof(
    fc.tuple(fc.constantFrom(...PROPERTIES, '"x y"'), expression).map(([key, value]) => `${key}:${value}`),
    fc.tuple(expression, expression).map(([key, value]) => `[${key}]:${value}`),
    expression.map((part) => `...${part}`),
    expression.map((part) => `get a(){return ${part}}`),
  )
  const statements = fc.array(tie('statement'), { maxLength: 3 }).map((list) => list.join(';'))
  const inParentheses = (text: string) => `(${text})`
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...LITERALS).map((text) => (text.startsWith('{') || text.startsWith('-') ? `(${text})` : text)),
      name,
      list.map((items) => `[${items.join()}]`),
      fc.array(property, { maxLength: 3 }).map((items) => `({${items.join()}})`),
      fc.tuple(fc.constantFrom(...UNARY), expression).map(([operator, part]) => `(${operator}${part})`),
      fc
        .tuple(expression, fc.constantFrom(...BINARY), expression)
        .map(([left, operator, right]) =>
          operator === '??' || operator === '||' || operator === '&&' || operator === '**'
            ? `((${left})${operator}(${right}))`
            : `(${left}${operator}${right})`,
        ),
      fc.tuple(expression, expression, expression).map(([test, yes, no]) => `(${test}?${yes}:${no})`),
      fc
        .tuple(expression, fc.constantFrom('.', '?.'), fc.constantFrom(...METHODS))
        .map(([part, dot, method]) => `${inParentheses(part)}${dot}${method}`),
      fc
        .tuple(expression, fc.constantFrom(...PROPERTIES))
        .map(([part, key]) => `${inParentheses(part)}[${JSON.stringify(key)}]`),
      fc.tuple(expression, expression).map(([part, key]) => `${inParentheses(part)}?.[${key}]`),
      fc.tuple(fc.constantFrom(...CALLS), list).map(([call, items]) => `${call}(${items.join()})`),
      fc.tuple(expression, expression).map(([left, right]) => `\`<\${${left}}|\${${right}}>\``),
      fc
        .tuple(name, expression, list)
        .map(
          ([parameter, body, items]) =>
            `((${parameter})=>${body.startsWith('{') ? inParentheses(body) : body})(${items.join()})`,
        ),
      fc
        .tuple(statements, expression, list)
        .map(([body, result, items]) => `(function(a,b=1,...c){let d;${body};return ${result}})(${items.join()})`),
    ),
    statement: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.tuple(name, fc.constantFrom('=', '+=', '??=', '||=', '&&='), expression).map((parts) => parts.join('')),
      fc.tuple(name, expression).map(([target, value]) => `[${target}]=${inParentheses(value)}`),
      fc
        .tuple(name, fc.constantFrom(...PROPERTIES), expression)
        .map(([target, key, value]) => `${target}[${JSON.stringify(key)}]=${value}`),
      fc
        .tuple(expression, tie('statement'), tie('statement'))
        .map(([test, yes, no]) => `if(${test}){${yes}}else{${no}}`),
      fc.tuple(expression, tie('statement')).map(([items, body]) => `for(let f of ${items}){a=f;${body}}`),
      fc.tuple(expression, tie('statement')).map(([items, body]) => `for(var e in ${items}){b=e;${body}}`),
      fc
        .tuple(tie('statement'), fc.constantFrom('', 'break', 'continue'))
        .map(([body, jump]) => `for(let i=0;i<3;i++){${body};${jump}}`),
      fc
        .tuple(expression, expression, tie('statement'), tie('statement'))
        .map(([subject, test, first, second]) => `switch(${subject}){case ${test}:${first};break;default:${second}}`),
      expression.map((value) => `return ${value}`),
      expression,
    ),
  }
}).expression
