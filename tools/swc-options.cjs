/** One SWC configuration for running from source, building and Jest: three ways to compile would be three products. */
exports.swcOptions = ({ filename, module = 'es6', rewriteImports = false, jest = false }) => {
  const typescript = /\.tsx?$/.test(filename);
  const preact = /\/(?:apps\/portal|light-kit)\//.test(filename);
  return {
    filename,
    swcrc: false,
    configFile: false,
    isModule: true,
    sourceMaps: 'inline',
    module: { type: module },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: typescript
        ? { syntax: 'typescript', decorators: true, tsx: filename.endsWith('.tsx') }
        : { syntax: 'ecmascript' },
      transform: {
        ...(typescript
          ? { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false }
          : {}),
        react: { runtime: 'automatic', importSource: preact ? 'preact' : 'react' },
        ...(jest ? { hidden: { jest: true } } : {}),
      },
      ...(rewriteImports ? { rewriteRelativeImportExtensions: true } : {}),
    },
  };
};
