// The AssemblyScript compiler. Its own types stay behind this file: they declare the language's globals, and so another `Array` for all of us.
/** Large, and wanted by few: it is loaded when it is first asked for. */
export const loadCompiler = () => import('assemblyscript/asc');
