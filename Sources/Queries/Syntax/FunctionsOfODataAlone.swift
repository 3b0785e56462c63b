/// Functions that OData 4.01 has beside those that are known here (part 2 §5.1.1.5–§5.1.1.14), in small letters.
///
/// They are refused before their arguments are read, some of which are written as nothing else is: `case(x gt 0:1,true:0)`.
enum FunctionsOfODataAlone {
    static let names: Set<String> = [
        "case", "cast", "isof", "matchespattern", "fractionalseconds", "totaloffsetminutes", "mindatetime",
        "maxdatetime", "hassubset", "hassubsequence", "geo.length", "geo.intersects",
    ]
}
