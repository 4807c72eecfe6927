/** Hostile code in front of a schema; `x` is what one of its settings takes as its default. */
export const HOSTILE_CODE: Record<string, string> = {
  // Constants and functions that never come to an end
  'a constant that refers to itself': 'var x=x;',
  'constants that refer to each other': 'var x=a+1,a=b+1,b=x+1;',
  'an object that holds itself': 'var x={};x.x=x;',
  'a list that holds itself': 'var x=(()=>{let a=[];a.push(a);return a})();',
  'a getter that reads itself': 'var x={get y(){return this.y}}.y;',
  'a function that calls itself': 'var f=()=>f(),x=f();',
  'a function that calls itself twice': 'var f=()=>[f(),f()],x=f();',
  'functions that call each other': 'var f=()=>g(),g=()=>f(),x=f();',
  'a function that binds itself': 'var x=(()=>{let f=()=>1;for(let i=0;i<4999;i++)f=f.bind(f);return f()})();',
  'a loop without end': 'var x=(()=>{for(;;);})();',
  'a loop without end in a loop without end': 'var x=(()=>{for(;;)for(;;)for(;;);})();',
  'a while loop that counts': 'var x=(()=>{let i=0;while(true)i++;return i})();',
  'a loop over a map that it fills':
    'var x=(()=>{let m=new Map([[0,0]]);m.forEach((v,k)=>{m.delete(k);m.set(k,v)});return m.size})();',
  'a loop over a map that grows':
    'var x=(()=>{let m=new Map([[0,0]]);m.forEach((v,k)=>m.set(k+1,0));return m.size})();',
  'labels and continue': 'var x=(()=>{a:for(;;){for(;;){continue a}}})();',
  'a comparison that never agrees': 'var x=Array.from("zyxwvutsrqponmlkjihgfedcba").sort(()=>1).join("");',
  // Texts, lists and objects that grow
  'a text that doubles': 'var x=(()=>{let s="a";for(let i=0;i<100;i++)s+=s;return s})();',
  'a text that doubles by concat': 'var x=(()=>{let s="a";for(let i=0;i<100;i++)s=s.concat(s);return s})();',
  'a text that doubles in a template': 'var x=(()=>{let s="a";for(let i=0;i<100;i++)s=`${s}${s}`;return s})();',
  'a text that doubles by replaceAll':
    'var x=(()=>{let s="a";for(let i=0;i<100;i++)s=s.replaceAll("a","aa");return s})();',
  'a text that doubles by $&': 'var x=(()=>{let s="a";for(let i=0;i<100;i++)s=s.replace(/.+/,"$&$&");return s})();',
  'a text that squares': 'var s="a".repeat(1000),x=s.replaceAll("a",s).replaceAll("a",s);',
  'a text that join multiplies': 'var x=Array("b","c").concat(Array(1e5)).join("a".repeat(1e5));',
  'a text that is repeated': 'var x="a".repeat(1e9)+"a".padEnd(1e9)+"a".padStart(1e15,"b");',
  'many long texts':
    'var x=(()=>{let a=[];for(let i=0;i<5e3;i++)for(let j=0;j<5e3;j++)a.push("é".repeat(199999));return a})();',
  'many long texts in upper case':
    'var s="a".repeat(2e5),x=(()=>{let n=0;for(let i=0;i<5e3;i++)for(let j=0;j<5e3;j++)n+=s.toUpperCase().length;return n})();',
  'a text that is taken apart':
    'var x=(()=>{let a=[];for(let i=0;i<5e3;i++)a.push("ab".repeat(1e5).split(""));return a})();',
  'a list that doubles': 'var x=(()=>{let a=[1];for(let i=0;i<100;i++)a=a.concat(a);return a})();',
  'a list that doubles by spreading': 'var x=(()=>{let a=[1];for(let i=0;i<100;i++)a=[...a,...a];return a})();',
  'a list that doubles by push': 'var x=(()=>{let a=[1];for(let i=0;i<100;i++)a.push(...a);return a})();',
  'a list that doubles by unshift': 'var x=(()=>{let a=[1];for(let i=0;i<100;i++)a.unshift(...a);return a})();',
  'lists in lists, flattened': 'var x=(()=>{let a=[1];for(let i=0;i<100;i++)a=[a,a];return a.flat(Infinity)})();',
  'empty lists in lists, flattened': 'var x=(()=>{let a=[];for(let i=0;i<100;i++)a=[a,a];return a.flat(1/0)})();',
  'lists in lists, as text': 'var x=(()=>{let a=[1];for(let i=0;i<100;i++)a=[a,a];return a+""})();',
  'lists in lists, as JSON': 'var x=(()=>{let a=[1];for(let i=0;i<100;i++)a=[a,a];return JSON.stringify(a)})();',
  'lists in lists, as JSON, ten thousand times':
    'var x=(()=>{let a=[1],n=0;for(let i=0;i<30;i++)a=[a,a];for(let i=0;i<5e3;i++)for(let j=0;j<5e3;j++)n+=JSON.stringify(a).length;return n})();',
  'lists in lists': 'var x=(()=>{let a=[1];for(let i=0;i<100;i++)a=[a,a];return a})();',
  'objects in objects': 'var x=(()=>{let a={v:1};for(let i=0;i<100;i++)a={l:a,r:a};return a})();',
  'a list nested 5,000 deep': 'var x=(()=>{let a=[1];for(let i=0;i<4999;i++)a=[a];return a})();',
  'a huge list': 'var x=Array(1e9);',
  'a huge index': 'var x=(()=>{let a=[];a[4e9]=1;a[199999]=2;a.length=1e9;return a})();',
  'huge lists': 'var x=(()=>{let a=[];for(let i=0;i<5e3;i++)a.push(Array(2e5));return a})();',
  'huge lists, copied': 'var b=Array(2e5),x=(()=>{let a=[];for(let i=0;i<5e3;i++)a.push([...b]);return a})();',
  'huge lists, spread into objects':
    'var b=Array(2e5),x=(()=>{let a=[];for(let i=0;i<5e3;i++)a.push({...b});return a})();',
  'huge lists as arguments': 'var b=Array(2e5),x=Math.max(...b)+String.fromCharCode(...b)+((...c)=>c.length)(...b);',
  'entries of huge lists':
    'var b=Array(2e5),x=(()=>{let a=[];for(let i=0;i<5e3;i++)a.push(Object.entries(b));return a})();',
  'many empty objects':
    'var x=(()=>{let a=[];for(let i=0;i<5e3;i++)for(let j=0;j<5e3;j++)a.push([{},{},{},{},{},{},{},{}]);return a})();',
  'many empty lists':
    'var x=(()=>{let a=[];for(let i=0;i<5e3;i++)for(let j=0;j<5e3;j++)a.push([[],[],[],[],[],[]]);return a})();',
  'many functions':
    'var x=(()=>{let a=[];for(let i=0;i<5e3;i++)for(let j=0;j<5e3;j++)a.push([()=>i,()=>i,()=>i,()=>i]);return a})();',
  'many unknown values':
    'var x=(()=>{let a=[];for(let i=0;i<5e3;i++)for(let j=0;j<5e3;j++)a.push([q,q,q,q,q,q,q,q,q]);return a})();',
  'many schemas':
    'var x=(()=>{let a=[];for(let i=0;i<5e3;i++)for(let j=0;j<5e3;j++)a.push(z.string().min(1));return a})();',
  'many sets':
    'var x=(()=>{let a=[];for(let i=0;i<5e3;i++)for(let j=0;j<5e3;j++)a.push(new Set("abcdef"));return a})();',
  'a schema with ever more checks':
    'var x=(()=>{let s=z.string();for(let i=0;i<5e3;i++)for(let j=0;j<5e3;j++)s=s.min(i);return s})();',
  'an object with ever more properties':
    'var x=(()=>{let o={};for(let i=0;i<5e3;i++)for(let j=0;j<5e3;j++)o[i+"_"+j]=1;return o})();',
  'an object that is copied ever larger': 'var x=(()=>{let o={};for(let i=0;i<5e3;i++)o={...o,[i]:1};return o})();',
  'JSON of a hundred thousand lists': `var x=JSON.parse(${JSON.stringify('['.repeat(100_000) + ']'.repeat(100_000))});`,
  'JSON of a million values': `var x=JSON.parse(${JSON.stringify(`[${'{},'.repeat(1_000_000)}0]`)});`,
  'a number of 300,000 digits': `var x=${'9'.repeat(300_000)}n+"";`,
  // Patterns that take for ever
  'a pattern of repeated repetitions': 'var x=/^(a+)+$/.test("a".repeat(60)+"b");',
  'a pattern of alternatives that overlap': 'var x=/^(a|a){50}$/.test("a".repeat(60)+"b");',
  'a pattern of many optional parts': `var x=/^${'a?'.repeat(60)}b$/.test("a".repeat(60));`,
  'a pattern of many repetitions': 'var x=/a*a*a*a*a*a*a*a*a*b/.test("a".repeat(199));',
  'a pattern that looks ahead': 'var x=/^(?=(a+))(?=(a+))(a|a|b)*a*a*$/.test("a".repeat(60)+"b");',
  'a pattern that refers back': 'var x=/^(a*)(a*)\\1\\2(a*)\\3b/.test("a".repeat(199));',
  'a pattern given as text': 'var x=new RegExp("^(a+)+$").test("a".repeat(60)+"b")+"aaaa".match("(a*)*b");',
  'a pattern to split by': 'var x=("a".repeat(60)+"b").split(/(a+)+$/).length;',
  'a pattern to replace': 'var x=("a".repeat(60)+"b").replace(/^(a|a)*$/,"");',
  'patterns, thousands of times':
    'var x=(()=>{let n=0;for(let i=0;i<5e3;i++)for(let j=0;j<5e3;j++)n+=/a*a*a*b/.test("a".repeat(90))?1:0;return n})();',
  'a pattern that is too large': 'var x=/(?:(?:(?:ab?){99}){99}){99}/.test("abab");',
  'an invalid pattern': 'var x=new RegExp("(").test("a")+"a".match("[")+"a".search("*");',
  // Names that mean something to JavaScript itself
  'a property __proto__': 'var x={__proto__:{a:1},["__proto__"]:{b:2}};',
  'a property __proto__ that is assigned': 'var x={};x.__proto__={polluted:1};x["__proto__"].polluted=2;',
  'a property constructor': 'var x={constructor:{prototype:{a:1}}}.constructor.prototype;',
  'a constructor that would run text':
    'var x=(()=>{}).constructor("return process")()+[].constructor.constructor("return 1")();',
  'variables with such names':
    'var __proto__=1,constructor=2,hasOwnProperty=3,toString=4,x=__proto__+constructor+toString;',
  'JSON with such names': 'var x=JSON.parse(\'{"__proto__":{"a":1},"constructor":2}\');',
  'built-ins that are replaced':
    'JSON.parse=()=>1;Math.max=null;Object.prototype.hasOwnProperty=1;delete JSON.stringify;var x=Math.max(1,2);',
  'names of the runtime':
    'var x=[process,globalThis,require,module,Function,eval,import.meta,Buffer,setTimeout].map(a=>a);',
  // Calls that throw where they are run
  'methods called with the wrong things':
    'var x=["a".replaceAll(/a/,"b"),"a".slice(1n),"a".at(2n),"a".repeat(-1),"a".normalize("q"),[].reduce((a,b)=>a),null?.a.b,1n+1,"a".padEnd({}),"a".concat({toString:1}),"a".split(1n,2n)];',
  'properties of nothing': 'var x=null.a.b.c;',
  'a pattern of nothing': 'var x=(a=>null.b.test(a))("");',
  'an exception': 'var x=(()=>{throw {a:1}})();',
  'an exception in a getter': 'var x={get a(){throw 1}}.a;',
  'an invalid URL': 'var x=new URL("http://[").href;',
  'a class that extends itself': 'class A extends A{static b=A.b}var x=A.b;',
  'a class with a static that calls it': 'class A{static b=A.c();static c(){return A.b}}var x=A.b;',
  'a generator': 'function*g(){yield*g()}var x=[...g()];',
  'a proxy': 'var x=new Proxy({},{get(){return x}}).a;',
  'super, new.target and private names': 'class A{#p=1;static s=super.a;m(){return new.target}}var x=A.s;',
}

/** Hostile syntax in front of a schema. */
export const HOSTILE_SYNTAX: Record<string, string> = {
  'parentheses nested 100,000 deep': `var x=${'('.repeat(100_000)}1${')'.repeat(100_000)};`,
  'lists nested 100,000 deep': `var x=${'['.repeat(100_000)}${']'.repeat(100_000)};`,
  'objects nested 100,000 deep': `var x=${'{a:'.repeat(100_000)}1${'}'.repeat(100_000)};`,
  'functions nested 100,000 deep': `var x=${'()=>'.repeat(100_000)}1;`,
  'calls nested 100,000 deep': `var x=${'f('.repeat(100_000)}1${')'.repeat(100_000)};`,
  'calls in a row, 100,000 long': `var x=z.string()${'.min(1)'.repeat(100_000)};`,
  'properties in a row, 100,000 long': `var x={}${'.a'.repeat(100_000)};`,
  'a sum of 100,000 numbers': `var x=${'1+'.repeat(100_000)}1;`,
  'a sum of 100,000 texts': `var x=${'"a"+'.repeat(100_000)}"a";`,
  'a choice of 100,000': `var x=${'0||'.repeat(100_000)}1;`,
  'a power of 100,000': `var x=${'1**'.repeat(100_000)}1;`,
  'conditions nested 100,000 deep': `var x=${'0?1:'.repeat(100_000)}1;`,
  'templates nested 100,000 deep': `var x=${'`${'.repeat(100_000)}1${'}`'.repeat(100_000)};`,
  'minus signs, 100,000 of them': `var x=${'- '.repeat(100_000)}1;`,
  'assignments nested 100,000 deep': `var y,x=${'y='.repeat(100_000)}1;`,
  'blocks nested 100,000 deep': `${'{'.repeat(100_000)}var x=1;${'}'.repeat(100_000)}`,
  'a constant in blocks nested 5,000 deep': `${'{'.repeat(5_000)}var x=1;${'}'.repeat(5_000)}`,
  'a list of 200,000 numbers': `var x=[${'0,'.repeat(200_000)}0];`,
  'a spread of a list of 300,000 numbers': `var y=[${'0,'.repeat(300_000)}0],x=[...y,...y];`,
  'a list of two million numbers': `var x=[${'0,'.repeat(2_000_000)}0];`,
  'an object of a million properties': `var x={${Array.from({ length: 1_000_000 }, (_, index) => `a${index}:0`).join()}};`,
  'a function of 200,000 constants': `var x=(()=>{${Array.from({ length: 200_000 }, (_, index) => `let a${index}=0;`).join('')}return 1})();`,
  'a million constants': `var ${Array.from({ length: 1_000_000 }, (_, index) => `a${index}=0`).join()},x=1;`,
  '100,000 constants that name each other': `var ${Array.from({ length: 100_000 }, (_, index) => `a${index}=a${index + 1}`).join()},x=a0;`,
  '50,000 names that nothing declares': `var x=[${Array.from({ length: 50_000 }, (_, index) => `u${index}`).join()}];`,
  '20,000 names without a value': `var ${Array.from({ length: 20_000 }, (_, index) => `u${index}`).join()},x=[${Array.from({ length: 20_000 }, (_, index) => `u${index}`).join()}];`,
  'objects side by side, five million of them': `var x=[${'{},'.repeat(5_000_000)}0];`,
  'quotients nested a million deep': `function x(){return ${'('.repeat(1_000_000)}1${')/1'.repeat(1_000_000)}}`,
  'a name of a million letters': `var x=${'a'.repeat(1_000_000)};`,
  'a text of 20 MB': `var x="${'a'.repeat(20_000_000)}";`,
  'a comment that never ends': 'var x=1;/*',
  'comments, a million of them': `var x=1${'/**/'.repeat(1_000_000)};`,
  'spaces, 20 MB of them': `var x=1${' '.repeat(20_000_000)};`,
  'a template that never ends': 'var x=1;`',
  'a bracket that never closes': 'var x=1;var y=(',
  'brackets that nothing opened': 'var x=1;)]}',
  'a bracket of the wrong kind': 'var x=(1];',
  'bytes that are no text': 'var x="\ufffd\0\u2028";',
  'a word that is not JavaScript': 'var x=@decorated;',
  'a pattern that never ends': 'var x=/a',
  'an escape that is none': 'var x="\\u{zz}";var \\=1;',
  'names with escapes': 'var \\u0061=1,x=\\u{61};',
  'syntax of the future': 'var x=#{a:1} |> f;',
  JSX: 'var x=<a href="b">c</a>;',
  TypeScript: 'var x:string="a" as const;interface A{b:c}',
  'a keyword as a name': 'var x=class{static var=1}.var,let=1;',
  'await and yield as names': 'var await=1,yield=2,x=await+yield;',
  'HTML comments': 'var x=1;<!-- a\n--> b\n',
  with: 'with({a:1}){var x=a}',
}
