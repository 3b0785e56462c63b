import Definitions
import Model

extension HomePage {
    init(in context: PageContext) {
        let language = context.language
        title = HomeTexts.greeting(context.principal.displayName)[language]
        cards = context.readableTypes.map { type in
            TypeCard(
                label: type.pluralLabel[language],
                pack: context.catalog.pack(named: type.pack)?.label[language] ?? type.pack,
                href: Address.list(type),
                createHref: context.permissions(type).mayCreate ? Address.create(type) : nil,
                createLabel: FormTexts.create(type.label)[language],
                views: context.views(of: type).map { view in
                    Entrance(
                        label: view.label[language],
                        href: Address.list(type, FormData([.init(name: "view", value: view.name)])))
                })
        }
    }
}
