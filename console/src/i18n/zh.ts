export const zh = {}; export const zhNames = {context:{},collection:{},operation:{},field:{},value:{},problem:{}};
