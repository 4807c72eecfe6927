import { expect, it } from 'vitest'
import { evaluate, plain, UNKNOWN } from './evaluate-text.js'

/** Scripts in which `q` stands for what only the running app knows, and what may be said of `x` all the same. */
it.each<[string, unknown]>([
  // A statement that cannot be decided is passed over; the next ones run in any case.
  ['var x=(()=>{let a=q?1:2,b=3;return[a,b]})()', [UNKNOWN, UNKNOWN]],
  ['var x=(()=>{let a=q?1:2;let b=3;return[a,b]})()', [UNKNOWN, 3]],
  ['var x=(()=>{let a=1,b=2;if(q)a=3;return[a,b]})()', [UNKNOWN, 2]],
  ['var x=(()=>{let a=1,b=2;q&&(a=3);return[a,b]})()', [UNKNOWN, 2]],
  ['var x=(()=>{let a=1,b=2;q||a++;return[a,b]})()', [UNKNOWN, 2]],
  ['var x=(()=>{let a=1,b=2;q??[a]=[b];return b})()'.replace('q??[a]=[b]', 'q??([a]=[b])'), 2],
  ['var x=(()=>{let a={},b={};if(q)a.c=1;return[a,b]})()', [UNKNOWN, {}]],
  ['var x=(()=>{let a=[],b=[];for(let i of q)a.push(i);return[a,b]})()', [UNKNOWN, []]],
  ['var x=(()=>{let a=new Set,b=1;for(let i of q)a.add(i);return[a,b]})()', [UNKNOWN, 1]],
  ['var x=(()=>{let a={},b=1;if(q)Object.assign(a,{c:1});return[a,b]})()', [UNKNOWN, 1]],
  ['var x=(()=>{let a=1,f=()=>{a=2};if(q)f();return a})()', UNKNOWN],
  ['var x=(()=>{let a=1,f=a=>{a=2;for(let a of [])a++};if(q){let a=2;a++;f()}return a})()', 1],
  ['var x=(()=>{if(q){var a=1}class b{}let c=2;return[a,c]})()', [UNKNOWN, 2]],
  // Where the way is lost, what stands behind is unknown too, in the function and around it.
  ['var x=(()=>{let a=1;(()=>{if(q)return;a=2})();return a})()', UNKNOWN],
  ['var x=(()=>{let a=1;(()=>q?1:a=2)();return a})()'.replace('a=2', '(a=2)'), UNKNOWN],
  ['var x=(()=>{let o={};(e=>{e.a=()=>b;if(q)throw 1;let b=2;e.c=3})(o);return o.c})()', UNKNOWN],
  ['var b=1,x=(()=>{let o={};(e=>{e.a=()=>b;if(q)throw 1;let b=2})(o);return o.a()})()', UNKNOWN],
  ['var x=(()=>{let o={};(e=>{e.a=()=>b;if(q)return;var b=2})(o);return o.a()})()', UNKNOWN],
])('%s', (code, value) => {
  expect(plain(evaluate(code))).toEqual(value)
})
