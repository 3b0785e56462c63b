/// What letters are without their marks: frozen, so that an index that was made with one version of the program is in order for
/// another, whatever Unicode version either was built with.
///
/// Latin, Greek and Cyrillic letters with marks by their canonical decompositions, ligatures and letters with strokes as
/// catalogues write them. Capitals stand for their small letters.
enum LetterTable {
    /// Small letters without marks, a blank, and the letters that stand for them.
    static let groups = """
        a ÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟǠǡǺǻȀȁȂȃȦȧḀḁẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặÅ
        ae ÆæǢǣǼǽ
        b ɓḂḃḄḅḆḇ
        c ÇçĆćĈĉĊċČčḈḉ
        d ÐðĎďĐđɗḊḋḌḍḎḏḐḑḒḓ
        e ÈÉÊËèéêëĒēĔĕĖėĘęĚěƏȄȅȆȇȨȩəḔḕḖḗḘḙḚḛḜḝẸẹẺẻẼẽẾếỀềỂểỄễỆệ
        f ƒḞḟ
        ff ﬀ
        ffi ﬃ
        ffl ﬄ
        fi ﬁ
        fl ﬂ
        g ĜĝĞğĠġĢģǦǧǴǵḠḡ
        h ĤĥĦħȞȟḢḣḤḥḦḧḨḩḪḫẖ
        i ÌÍÎÏìíîïĨĩĪīĬĭĮįİıǏǐȈȉȊȋḬḭḮḯỈỉỊị
        ij Ĳĳ
        j Ĵĵǰ
        k ĶķĸƙǨǩḰḱḲḳḴḵ
        l ĹĺĻļĽľĿŀŁłḶḷḸḹḺḻḼḽ
        m ḾḿṀṁṂṃ
        n ÑñŃńŅņŇňŉŊŋǸǹɲṄṅṆṇṈṉṊṋ
        o ÒÓÔÕÖØòóôõöøŌōŎŏŐőƠơǑǒǪǫǬǭǾǿȌȍȎȏȪȫȬȭȮȯȰȱṌṍṎṏṐṑṒṓỌọỎỏỐốỒồỔổỖỗ
        o ỘộỚớỜờỞởỠỡỢợ
        oe Œœ
        p ṔṕṖṗ
        r ŔŕŖŗŘřȐȑȒȓṘṙṚṛṜṝṞṟ
        s ŚśŜŝŞşŠšſȘșṠṡṢṣṤṥṦṧṨṩẛ
        ss ßẞ
        st ﬅﬆ
        t ŢţŤťŦŧȚțṪṫṬṭṮṯṰṱẗ
        th Þþ
        u ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔǕǖǗǘǙǚǛǜȔȕȖȗṲṳṴṵṶṷṸṹṺṻỤụỦủỨứỪừỬửỮữỰự
        v ṼṽṾṿ
        w ŴŵẀẁẂẃẄẅẆẇẈẉẘ
        x ẊẋẌẍ
        y ÝýÿŶŷŸȲȳẎẏẙỲỳỴỵỶỷỸỹ
        z ŹźŻżŽžẐẑẒẓẔẕ
        ʒ Ǯǯ
        α ΆάἀἁἂἃἄἅἆἇἈἉἊἋἌἍἎἏὰάᾀᾁᾂᾃᾄᾅᾆᾇᾈᾉᾊᾋᾌᾍᾎᾏᾰᾱᾲᾳᾴᾶᾷᾸᾹᾺΆᾼ
        ε ΈέἐἑἒἓἔἕἘἙἚἛἜἝὲέῈΈ
        η ΉήἠἡἢἣἤἥἦἧἨἩἪἫἬἭἮἯὴήᾐᾑᾒᾓᾔᾕᾖᾗᾘᾙᾚᾛᾜᾝᾞᾟῂῃῄῆῇῊΉῌ
        ι ΊΐΪίϊἰἱἲἳἴἵἶἷἸἹἺἻἼἽἾἿὶίῐῑῒΐῖῗῘῙῚΊ
        ο ΌόὀὁὂὃὄὅὈὉὊὋὌὍὸόῸΌ
        ρ ῤῥῬ
        σ ς
        υ ΎΫΰϋύὐὑὒὓὔὕὖὗὙὛὝὟὺύῠῡῢΰῦῧῨῩῪΎ
        ω ΏώὠὡὢὣὤὥὦὧὨὩὪὫὬὭὮὯὼώᾠᾡᾢᾣᾤᾥᾦᾧᾨᾩᾪᾫᾬᾭᾮᾯῲῳῴῶῷῺΏῼ
        ϒ ϓϔ
        а ӐӑӒӓ
        г Ѓѓ
        е ЀЁѐёӖӗ
        ж ӁӂӜӝ
        з Ӟӟ
        и ЍЙйѝӢӣӤӥ
        к Ќќ
        о Ӧӧ
        у ЎўӮӯӰӱӲӳ
        ч Ӵӵ
        ы Ӹӹ
        э Ӭӭ
        і Її
        ѵ Ѷѷ
        ә Ӛӛ
        ө Ӫӫ
        """

    /// Those of them that have a diaeresis: German umlauts come right after the bare letter.
    static let withDiaeresis = """
        ÄËÏÖÜäëïöüÿŸǕǖǗǘǙǚǛǜǞǟȪȫΐΪΫΰϊϋϔЁЇёїӒӓӚӛӜӝӞӟӤӥӦӧӪӫӬӭӰӱӴӵӸӹḦḧḮḯṎṏṺṻẄẅẌẍẗῒΐῗῢΰῧ
        """

    /// What stands for a letter.
    struct Letters {
        let base: [UInt8]
        let text: String
        let hasDiaeresis: Bool
    }

    /// By the letters' code points.
    static let letters: [UInt32: Letters] = {
        let marked = Set(withDiaeresis.unicodeScalars.map(\.value))
        var result: [UInt32: Letters] = [:]
        for line in groups.split(separator: "\n") {
            guard let blank = line.firstIndex(of: " ") else { continue }
            let base = String(line[..<blank])
            for scalar in line[blank...].unicodeScalars.dropFirst() {
                result[scalar.value] = Letters(
                    base: Array(base.utf8), text: base, hasDiaeresis: marked.contains(scalar.value))
            }
        }
        return result
    }()
}
