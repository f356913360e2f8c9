declare module "*.css";
declare module "../generated/*.json" {
  const vocabulary: unknown;
  export default vocabulary;
}
